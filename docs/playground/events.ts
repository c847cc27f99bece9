// Holds: log events in a text: what the service would have got as one event each, with its time and its place.
// In: any text: lines, JSON over several lines, CloudTrail files, lists of exported events. Out: events, one by one.
// Always: never throws; linear in the text but for a few vain trials; a text is read as it goes, so reading can pause anywhere.

import { jsonTime, textTime } from "../../src/replay/event-time.ts";
import { exportedEvent } from "../../src/replay/exported-event.ts";
import { minifyJson } from "../../src/replay/minify.ts";

export interface TextEvent {
  /** Where its first character stands in the text. */
  readonly start: number;
  readonly message: string;
  /** Epoch milliseconds; undefined when the event holds no time. */
  readonly timestamp: number | undefined;
}

/** How many texts that looked like a document and were none are tried before lines are taken as lines. */
const TRIALS = 3;

/** Members of a document that hold a list of events: a CloudTrail file's, and those of `aws logs filter-log-events`. */
const LISTS: readonly string[] = ["Records", "events"];
const LIST = /^(?:\[|\{\s*"(?:Records|events)"\s*:)/;

/** @param reference epoch milliseconds; a time without a year is the latest one before it. */
export function* eventsOf(text: string, reference: number): Generator<TextEvent> {
  let trials = TRIALS;
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; ) {
    const lineEnd = endOfLine(text, at);
    const first = firstSign(text, at, lineEnd);
    if (trials > 0 && (text[first] === "{" || text[first] === "[")) {
      const end = endOfValue(text, first);
      if (end === undefined || end > lineEnd || LIST.test(text.slice(first, first + 60))) {
        const elements = end !== undefined && endsThere(text, end) ? elementsOf(text, first, end) : undefined;
        if (elements !== undefined && end !== undefined) {
          for (const span of elements) yield jsonEvent(text, ...span, reference);
          at = end;
          continue;
        }
        trials--;
      }
    }
    const message = text.slice(at, text[lineEnd - 1] === "\r" ? lineEnd - 1 : lineEnd);
    if (message.trim() !== "") yield { start: at, message, timestamp: timeOf(message, reference) };
    at = lineEnd + 1;
  }
}

function endOfLine(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  return end === -1 ? text.length : end;
}

/** Whether nothing but another document follows on the line. */
function endsThere(text: string, end: number): boolean {
  return /^[ \t\r,]*(?:$|[\n{[])/.test(text.slice(end, end + 60));
}

function firstSign(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text[at] === " " || text[at] === "\t" || text[at] === "\r" || text[at] === ",")) at++;
  return at;
}

/** Where the object or list that begins at `start` ends; undefined when it does not. */
function endOfValue(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) at = endOfString(text, at);
    else if (code === 0x7b || code === 0x5b) depth++;
    else if ((code === 0x7d || code === 0x5d) && --depth === 0) return at + 1;
  }
  return undefined;
}

function endOfString(text: string, open: number): number {
  let at = open + 1;
  while (at < text.length && text.charCodeAt(at) !== 0x22) at += text.charCodeAt(at) === 0x5c ? 2 : 1;
  return at;
}

/** The events of a JSON document: the elements of its list, or the one object that it is; undefined when it is no JSON of objects. */
function elementsOf(text: string, start: number, end: number): readonly (readonly [number, number])[] | undefined {
  const value = parsed(text.slice(start, end));
  if (Array.isArray(value)) return value.every(isObject) ? spansIn(text, start) : undefined;
  if (!isObject(value)) return undefined;
  const name = LISTS.find((member) => Array.isArray(value[member]) && value[member].every(isObject));
  if (name === undefined || Object.keys(value)[0] !== name) return [[start, end]];
  return spansIn(text, text.indexOf("[", start));
}

/** The spans of the objects in a list that is known to be sound. */
function spansIn(text: string, open: number): readonly (readonly [number, number])[] {
  const spans: (readonly [number, number])[] = [];
  for (let at = open + 1; text[at] !== "]"; ) {
    if (text[at] === "{") {
      const end = endOfValue(text, at)!;
      spans.push([at, end]);
      at = end;
    } else at++;
  }
  return spans;
}

function jsonEvent(text: string, start: number, end: number, reference: number): TextEvent {
  const source = text.slice(start, end);
  const object = parsed(source);
  if (!isObject(object)) return { start, message: source, timestamp: undefined };
  const exported = exportedEvent(object);
  if (exported !== undefined) return { start, message: exported.message, timestamp: exported.timestamp };
  return { start, message: minifyJson(source), timestamp: jsonTime(object, reference) };
}

function timeOf(message: string, reference: number): number | undefined {
  // A line that can't be an object is not tried: a failing trial costs more than a good one.
  const object = /^\s*\{/.test(message) && /\}\s*$/.test(message) ? parsed(message) : undefined;
  return isObject(object) ? jsonTime(object, reference) : textTime(message, reference);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
