// Holds: the minute that was read last, so that the times in it need not be read anew: events stand close together.
// In: times as texts, once read; then bytes. Out: the time they are; undefined when they have to be read.
// Always: only what `yyyy-mm-ddThh:mm:ss[.fff]Z` says is told, the form of CloudTrail and of most JSON logs.

const FORM = /^\d{4}-\d\d-\d\dT\d\d:\d\d:[0-5]\d(?:\.\d{3})?Z$/;
/** As far as the minute is told: `yyyy-mm-ddThh:mm:`. */
const MINUTE_SIZE = 17;
const WHOLE_SECONDS = 20;
const MILLISECONDS = 24;

const ZERO = 48;
const POINT = 46;
const Z = 90;

export class IsoMinute {
  readonly #text: Uint8Array = new Uint8Array(MINUTE_SIZE);
  /** Epoch milliseconds; NaN before one is known. */
  #start = Number.NaN;

  /** A text was read, and `time` is what it says. */
  note(text: string, time: number): void {
    if (!FORM.test(text)) return;
    for (let at = 0; at < MINUTE_SIZE; at++) this.#text[at] = text.charCodeAt(at);
    this.#start = time - Math.round(Number(text.slice(MINUTE_SIZE, -1)) * 1000);
  }

  timeOf(bytes: Uint8Array, start: number, end: number): number | undefined {
    const size = end - start;
    if ((size !== WHOLE_SECONDS && size !== MILLISECONDS) || bytes[end - 1] !== Z) return undefined;
    if (Number.isNaN(this.#start)) return undefined;
    // The minute's last digits differ first.
    for (let at = MINUTE_SIZE - 1; at >= 0; at--) if (bytes[start + at] !== this.#text[at]) return undefined;
    const at = start + MINUTE_SIZE;
    const tens = bytes[at]! - ZERO;
    const ones = bytes[at + 1]! - ZERO;
    if (tens < 0 || tens > 5 || !isDigit(ones)) return undefined;
    const time = this.#start + (tens * 10 + ones) * 1000;
    if (size === WHOLE_SECONDS) return time;
    const [hundreds, tenths, rest] = [bytes[at + 3]! - ZERO, bytes[at + 4]! - ZERO, bytes[at + 5]! - ZERO];
    if (bytes[at + 2] !== POINT || !isDigit(hundreds) || !isDigit(tenths) || !isDigit(rest)) return undefined;
    return time + hundreds * 100 + tenths * 10 + rest;
  }
}

function isDigit(value: number): boolean {
  return value >= 0 && value <= 9;
}
