// Holds: the time of an event, found in a line of text or in the members of a JSON object.
// In: a line or an object, and a reference time for forms that leave the year out. Out: epoch milliseconds, or undefined.
// Always: linear in a bounded window at the head of a line; never throws; a time without a zone is UTC; a day that no calendar has is no time.

const SECOND = 1000;
const DAY = 86_400_000;

/** How far into a line a time may begin, in characters and in words. Times stand at the head of a line; what follows is somebody's data. */
const WINDOW = 300;
const HEAD_WORDS = 8;

/** In so many bytes of a line stands all that its time is read from: the window and the longest time, in UTF-8. */
export const TEXT_TIME_BYTES = 2048;

/** What a word before the time may be besides a name with digits or signs in it. */
const LEVEL =
  /^(?:trace|debug|verbose|fine|finer|finest|config|info|information|notice|warn|warning|err|error|severe|crit|critical|alert|emerg|emergency|fatal|panic|[TDVIWEFC])$/i;
const TIME_NAME = /^@?(?:t|ts|time|timestamp|date|datetime|asctime|eventtime)$/i;

/** The last millisecond of the year 9999: a greater number is not milliseconds. */
const LATEST = 253_402_300_799_999;

/** How many years back a time without a year may lie; leap days come back within eight. */
const YEARS_BACK = 8;

const MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** The members that hold an event's time, in the order in which they are asked. */
export const TIME_MEMBERS: readonly string[] = ["timestamp", "time", "@timestamp", "eventTime"];

/** The time of a line of text: a syslog time at its head (RFC 3164: `Nov  5 19:12:58`, priority allowed), else the
 * ISO 8601 (`2014-11-05T19:12:58.123Z`, `2014-11-05 19:12:58,123 +0100`) or Apache time (`10/Oct/2000:13:25:15 -0700`) at
 * its head, behind a short prefix at most. A date further on belongs to what the line tells.
 * @param reference epoch milliseconds; a syslog time gets the latest year that puts it no more than a day after this. */
export function textTime(line: string, reference: number): number | undefined {
  return syslogTime(line, reference) ?? timeAt(line, 0) ?? headTime(line);
}

/** The time behind a prefix. Choice: before it may stand, eight words in all, levels (`INFO`), names with a digit or a sign in them
 * (`10.0.0.1`, `shop-7d9`), members (`level=info`), signs (`-`, `|`), anything in brackets, and one plain word (`web`).
 * A second plain word makes the head prose; a label (`Expires: `) names something else, unless it is a level or names the time. */
function headTime(line: string): number | undefined {
  const end = Math.min(line.length, WINDOW);
  let words = 0;
  let plain = 0;
  /** Plain words before the bracket that is open; -1 outside. */
  let outside = -1;
  for (let at = 0; at < end; ) {
    const sign = line[at]!;
    if (isWordEnd(sign)) {
      if ("[(<".includes(sign) && outside === -1) {
        outside = plain;
        plain = 0;
      } else if ("])>".includes(sign) && outside !== -1) {
        plain = outside;
        outside = -1;
      } else if (sign === "|") plain = 0;
      at++;
      continue;
    }
    const isQuote = sign === '"' || sign === "'";
    if (isQuote && (words > 0 || line.startsWith(sign, at + 1))) return undefined;
    if (isQuote) at++;
    const time = plain < 2 ? timeAt(line, at) : undefined;
    if (time !== undefined) return time;
    const wordEnd = endOfWord(line, at, end);
    const word = line.slice(at, wordEnd);
    at = wordEnd;
    if (line[at] === "=") {
      const named = TIME_NAME.test(word) ? timeAt(line, at + (line[at + 1] === '"' ? 2 : 1)) : undefined;
      if (named !== undefined) return named;
      at = endOfValue(line, at + 1, end);
    } else if (!LEVEL.test(word) && !TIME_NAME.test(word)) {
      if (line[at] === ":" && isBlank(line[at + 1])) return undefined;
      if (isPlain(word)) plain++;
    }
    if (outside === -1 && (++words > HEAD_WORDS || plain > 1)) return undefined;
  }
  return undefined;
}

function timeAt(line: string, at: number): number | undefined {
  return isDigit(line, at) ? (isoTime(line, at) ?? apacheTime(line, at)) : undefined;
}

function endOfWord(line: string, start: number, end: number): number {
  let at = start;
  while (at < end && line[at] !== "=" && !isWordEnd(line[at]!)) at++;
  return at;
}

/** The end of what stands behind `name=`: a quoted text or a word. */
function endOfValue(line: string, start: number, end: number): number {
  if (line[start] !== '"') {
    let at = start;
    while (at < end && !isBlank(line[at])) at++;
    return at;
  }
  let at = start + 1;
  while (at < end && line[at] !== '"') at += line[at] === "\\" ? 2 : 1;
  return at + 1;
}

function isWordEnd(sign: string): boolean {
  return " \t,;:|[](<>)".includes(sign);
}

function isBlank(sign: string | undefined): boolean {
  return sign === " " || sign === "\t" || sign === undefined;
}

/** Whether a word is one of prose: letters without a digit and without a sign that names are joined with. */
function isPlain(word: string): boolean {
  return !/[\d/._@$-]/.test(word) && /[a-z\u0080-\uffff]/i.test(word);
}

/** The time of a JSON object: the first of `members` that holds one, as text or as a number of epoch seconds or milliseconds. */
export function jsonTime(
  object: Readonly<Record<string, unknown>>,
  reference: number,
  members: readonly string[] = TIME_MEMBERS,
): number | undefined {
  for (const name of members) {
    const time = memberTime(object[name], reference);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** The time that the value of such a member is. */
export function memberTime(value: unknown, reference: number): number | undefined {
  if (typeof value === "number") return epochTime(value);
  return typeof value === "string" ? valueTime(value, reference) : undefined;
}

/** A number as a time: seconds from 10^8 (1973) to 10^11, milliseconds above; with 16 digits microseconds, with 19 nanoseconds.
 * Choice: smaller numbers are durations or counters, and those between and above are no times. */
export function epochTime(value: number): number | undefined {
  if (value >= 1e8 && value < 1e11) return Math.round(value * SECOND);
  if (value >= 1e11 && value <= LATEST) return Math.floor(value);
  if (value >= 1e15 && value < 1e16) return Math.floor(value / 1e3);
  if (value >= 1e18 && value < 1e19) return Math.floor(value / 1e6);
  return undefined;
}

function valueTime(value: string, reference: number): number | undefined {
  // Of 16 and of 19 digits the first 13 are the milliseconds; as a number the longer would be rounded.
  if (/^[1-9]\d{15}(?:\d{3})?$/.test(value)) return Number(value.slice(0, 13));
  return /^\d{9,15}(?:\.\d{1,9})?$/.test(value) ? epochTime(Number(value)) : textTime(value, reference);
}

/** `yyyy-mm-dd[T ]hh:mm[:ss[.fff]][zone]`; slashes in the date are accepted as well (nginx, Go). */
function isoTime(text: string, at: number): number | undefined {
  const separator = text[at + 4];
  if ((separator !== "-" && separator !== "/") || text[at + 7] !== separator) return undefined;
  const middle = text[at + 10];
  if (middle !== "T" && middle !== " " && middle !== "t") return undefined;
  const year = fourDigits(text, at);
  const month = twoDigits(text, at + 5);
  const day = twoDigits(text, at + 8);
  const midnight = dayTime(year, month, day);
  return midnight === undefined ? undefined : clockTime(text, at + 11, midnight);
}

/** `dd/Mon/yyyy:hh:mm:ss zone`, as web servers write it between brackets. */
function apacheTime(text: string, at: number): number | undefined {
  if (text[at + 2] !== "/" || text[at + 6] !== "/" || text[at + 11] !== ":") return undefined;
  const midnight = dayTime(fourDigits(text, at + 7), monthNumber(text, at + 3), twoDigits(text, at));
  return midnight === undefined ? undefined : clockTime(text, at + 12, midnight);
}

/** `Mon dd hh:mm:ss` at the head of a line, behind an optional `<priority>`; the day may be padded by a space or a zero. */
function syslogTime(text: string, reference: number): number | undefined {
  // Asked of every line: most are settled by their first character.
  if (isDigit(text, 0)) return undefined;
  const at = afterPriority(text);
  const month = monthNumber(text, at);
  if (month === -1 || text[at + 3] !== " ") return undefined;
  const dayAt = text[at + 4] === " " ? at + 5 : at + 4;
  const dayLength = isDigit(text, dayAt + 1) ? 2 : 1;
  const day = dayLength === 2 ? twoDigits(text, dayAt) : text.charCodeAt(dayAt) - 48;
  const clockAt = dayAt + dayLength + 1;
  if (!isDigit(text, dayAt) || text[clockAt - 1] !== " " || text[clockAt + 5] !== ":") return undefined;
  const latest = new Date(reference).getUTCFullYear() + 1;
  for (let year = latest; year >= latest - YEARS_BACK - 1; year--) {
    const midnight = dayTime(year, month, day);
    const time = midnight === undefined ? undefined : clockTime(text, clockAt, midnight);
    if (time !== undefined && time <= reference + DAY) return time;
  }
  return undefined;
}

function afterPriority(text: string): number {
  if (text[0] !== "<") return 0;
  let at = 1;
  while (at < 4 && isDigit(text, at)) at++;
  return at > 1 && text[at] === ">" ? at + 1 : 0;
}

/** `hh:mm[:ss[.fff]][zone]` on the day that begins at `midnight`. */
function clockTime(text: string, at: number, midnight: number): number | undefined {
  const hour = twoDigits(text, at);
  const minute = twoDigits(text, at + 3);
  if (text[at + 2] !== ":" || hour === -1 || hour > 23 || minute === -1 || minute > 59) return undefined;
  let second = 0;
  let milliseconds = 0;
  let end = at + 5;
  if (text[end] === ":") {
    second = twoDigits(text, end + 1);
    // 60 is a leap second; it falls on the first second of the next minute, as in every count of epoch time.
    if (second === -1 || second > 60) return undefined;
    end += 3;
    if ((text[end] === "." || text[end] === ",") && isDigit(text, end + 1)) {
      end++;
      // What is finer than a millisecond is read over.
      for (let unit = 100; isDigit(text, end); unit = Math.floor(unit / 10)) {
        milliseconds += unit * (text.charCodeAt(end++) - 48);
      }
    }
  }
  if (isDigit(text, end)) return undefined;
  const time = midnight + ((hour * 60 + minute - zoneMinutes(text, end)) * 60 + second) * SECOND + milliseconds;
  return time >= 0 && time <= LATEST ? time : undefined;
}

/** Minutes east of UTC: `+hh:mm`, `+hhmm`, `+hh`, or after one space the four-digit forms; `Z`, anything else and nothing are UTC. */
function zoneMinutes(text: string, at: number): number {
  const spaced = text[at] === " ";
  const signAt = spaced ? at + 1 : at;
  const sign = text[signAt] === "+" ? 1 : text[signAt] === "-" ? -1 : 0;
  const hours = twoDigits(text, signAt + 1);
  if (sign === 0 || hours === -1 || hours > 23) return 0;
  const minutesAt = text[signAt + 3] === ":" ? signAt + 4 : signAt + 3;
  const minutes = twoDigits(text, minutesAt);
  if (minutes !== -1 && minutes <= 59 && !isDigit(text, minutesAt + 2)) return sign * (hours * 60 + minutes);
  return spaced || isDigit(text, signAt + 3) ? 0 : sign * hours * 60;
}

/** The first millisecond of a day; undefined when the calendar has no such day or it lies before 1970. */
function dayTime(year: number, month: number, day: number): number | undefined {
  if (year < 1970 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined;
  // The count of days from 1970-01-01, with years that begin in March so that the leap day comes last.
  const shifted = month > 2 ? year : year - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (shifted * 365 + leapDays + dayOfYear - 719_468) * DAY;
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** 1 to 12 for an English month name of three letters, else -1. */
function monthNumber(text: string, at: number): number {
  const found = MONTHS.indexOf(text.slice(at, at + 3));
  return found !== -1 && found % 3 === 0 && at + 3 <= text.length ? found / 3 + 1 : -1;
}

/** The number that two digits write, or -1. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

/** The number that four digits write, or one below zero. */
function fourDigits(text: string, at: number): number {
  const rest = twoDigits(text, at + 2);
  return rest === -1 ? -1 : twoDigits(text, at) * 100 + rest;
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
