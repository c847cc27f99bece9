// Holds: the engine's entries: the verdict on one event, and the scan of many lines.
// In: a program at PROGRAM, events behind it, a line feed after the last. Out: verdicts; lines written to OUT.
// Always: lines that are ODD are always written out; the filter is left out for a while when too much passes it.

import {
  HEAD_ALWAYS,
  HEAD_CONDITION,
  HEAD_COUNT,
  HEAD_ENOUGH,
  HEAD_EXACT,
  HEAD_FIELDS,
  HEAD_FILTER,
  HEAD_GRAMS2,
  HEAD_GRAMS4,
  HEAD_IDLE,
  HEAD_JSON_ALWAYS,
  HEAD_KIND,
  HEAD_LIMITED,
  HEAD_OUT,
  HEAD_OUT_END,
  HEAD_PASSED,
  HEAD_ROOT,
  HEAD_TELLING,
  HEAD_TRIED,
  HEAD_VALUES,
  KIND_CANDIDATES,
  KIND_JSON,
  KIND_TERMS,
  LINE_VALUES,
  NO,
  ODD,
  ODD_BIT,
  PROGRAM,
  RESULT_AT,
  RESULT_MATCHES,
  RESULT_OUT,
  SCRATCH_AT,
  SLOT_END,
  SLOT_KIND,
  SLOT_STAMP,
  SLOT_START,
  VALUE_ABSENT,
  VALUE_ESCAPED,
  VALUE_SIZE,
  YES,
} from "../layout";
import { lineEnd, lineStart } from "./bytes";
import { evaluate, setFields } from "./condition";
import { divide, TOO_MANY } from "./fields";
import { walk } from "./json";
import { searchGrams } from "./grams";
import { find } from "./literals";
import { writeLetters } from "./marks";
import { beginTrying, endTrying, forgetFields, tryAll } from "./patterns";
import { beginTelling, tellSlots } from "./slots";
import { eventStamp, nextEvent, restartTicks } from "./trie";

/** Of so many bytes that the filter saw, */
const SAMPLE: u32 = 1 << 16;
/** when more than half were passed on, it rests for so many. */
const REST: u32 = 1 << 22;

/** The filter to use; 0 while it rests. */
function activeFilter(size: u32): usize {
  const filter: usize = load<u32>(PROGRAM, HEAD_FILTER);
  if (filter === 0) return 0;
  const idle = load<u32>(PROGRAM, HEAD_IDLE);
  if (idle === 0) return filter;
  store<u32>(PROGRAM, idle > size ? idle - size : 0, HEAD_IDLE);
  return 0;
}

function reckon(tried: u32, passed: u32): void {
  tried += load<u32>(PROGRAM, HEAD_TRIED);
  passed += load<u32>(PROGRAM, HEAD_PASSED);
  if (tried >= SAMPLE) {
    if (passed > tried >> 1) store<u32>(PROGRAM, REST, HEAD_IDLE);
    tried = 0;
    passed = 0;
  }
  store<u32>(PROGRAM, tried, HEAD_TRIED);
  store<u32>(PROGRAM, passed, HEAD_PASSED);
}

/** A program has been loaded. */
export function reset(): void {
  writeLetters();
  restartTicks();
  forgetFields();
}

function verdict(start: usize, end: usize): u32 {
  const kind = load<u32>(PROGRAM, HEAD_KIND);
  const condition: usize = load<u32>(PROGRAM, HEAD_CONDITION);
  if (kind === KIND_JSON) {
    nextEvent();
    const read = walk(start, end, load<u32>(PROGRAM, HEAD_ROOT));
    return read === YES ? evaluate(condition, start, end) : read;
  }
  if (kind === KIND_TERMS) return evaluate(condition, start, end);
  if (kind === KIND_CANDIDATES) return ODD;
  const wanted = load<u32>(PROGRAM, HEAD_FIELDS);
  const limit = load<u32>(PROGRAM, HEAD_LIMITED) ? wanted : 0;
  const count = divide(start, end, limit, load<u32>(PROGRAM, HEAD_ENOUGH));
  if (count === TOO_MANY) return ODD;
  if (count < wanted) return NO;
  setFields(count, 0xffffffff);
  return evaluate(condition, start, end);
}

/** The verdict on the one event in [start, end). */
export function one(start: usize, end: usize): u32 {
  const filter = activeFilter(<u32>(end - start));
  if (filter !== 0) {
    const passed = find(filter, start, end) < end;
    reckon(<u32>(end - start), passed ? <u32>(end - start) : 0);
    if (!passed) return NO;
    if (load<u32>(PROGRAM, HEAD_EXACT)) return YES;
  }
  return verdict(start, end);
}

/**
 * Judges the lines of [start, end) until all are judged or OUT is full, and says how many lines it wrote.
 * @param counting matching lines are counted and not written.
 */
export function scan(start: usize, end: usize, counting: bool): u32 {
  const filter = activeFilter(<u32>(end - start));
  const isExact = filter !== 0 && load<u32>(PROGRAM, HEAD_EXACT) !== 0;
  let p = start;
  const first: usize = load<u32>(PROGRAM, HEAD_OUT);
  const last: usize = load<u32>(PROGRAM, HEAD_OUT_END);
  let out = first;
  let matches: u32 = 0;
  let passed: u32 = 0;
  while (p < end && out < last) {
    let from = p;
    if (filter !== 0) {
      const hit = find(filter, p, end);
      if (hit >= end) {
        p = end;
        break;
      }
      from = lineStart(hit, p);
      p = hit;
    }
    const feed = lineEnd(p, end);
    p = feed + 1;
    passed += <u32>(p - from);
    let stop = feed;
    if (stop > from && load<u8>(stop - 1) === 13) stop--;
    if (stop === from) continue;
    const answer = isExact ? YES : verdict(from, stop);
    if (answer === NO) continue;
    if (answer === YES && counting) {
      matches++;
      continue;
    }
    store<u32>(out, <u32>from);
    store<u32>(out, answer === ODD ? <u32>stop | <u32>ODD_BIT : <u32>stop, 4);
    out += 8;
  }
  if (filter !== 0) reckon(<u32>(p - start), passed);
  store<u32>(RESULT_AT, <u32>(p < end ? p : end));
  store<u32>(RESULT_MATCHES, matches);
  return <u32>((out - first) >> 3);
}

/**
 * Judges the one event in [start, end) by a set; what is written: start, end (ODD when the plain matchers have to judge it), how many
 * patterns match, their numbers.
 */
export function oneOfSet(start: usize, end: usize): u32 {
  const out: usize = load<u32>(PROGRAM, HEAD_OUT);
  const filter = activeFilter(<u32>(end - start));
  if (filter !== 0) {
    const passed = find(filter, start, end) < end;
    reckon(<u32>(end - start), passed ? <u32>(end - start) : 0);
    if (!passed) return 0;
  }
  return judge(start, end, out) === out ? 0 : 1;
}

/** Judges lines by a set, until all are judged or OUT is full; the same is written of each that any pattern matches. */
export function scanSet(start: usize, end: usize): u32 {
  const filter = activeFilter(<u32>(end - start));
  const room = (load<u32>(PROGRAM, HEAD_COUNT) + 3) << 2;
  const last: usize = load<u32>(PROGRAM, HEAD_OUT_END) - room;
  let out: usize = load<u32>(PROGRAM, HEAD_OUT);
  let p = start;
  let lines: u32 = 0;
  let passed: u32 = 0;
  while (p < end && out <= last) {
    let from = p;
    if (filter !== 0) {
      const hit = find(filter, p, end);
      if (hit >= end) {
        p = end;
        break;
      }
      from = lineStart(hit, p);
      p = hit;
    }
    const feed = lineEnd(p, end);
    p = feed + 1;
    passed += <u32>(p - from);
    let stop = feed;
    if (stop > from && load<u8>(stop - 1) === 13) stop--;
    if (stop === from) continue;
    const after = judge(from, stop, out);
    if (after !== out) lines++;
    out = after;
  }
  if (filter !== 0) reckon(<u32>(p - start), passed);
  store<u32>(RESULT_AT, <u32>(p < end ? p : end));
  store<u32>(RESULT_OUT, <u32>out);
  return lines;
}

/** Reads the values of lines, until all are read or OUT is full; says how many lines it wrote: all that are not empty. */
export function read(start: usize, end: usize): u32 {
  const root: usize = load<u32>(PROGRAM, HEAD_ROOT);
  const slots: usize = load<u32>(PROGRAM, HEAD_VALUES);
  const first: usize = load<u32>(PROGRAM, HEAD_OUT);
  const size: usize = LINE_VALUES + load<u32>(slots) * VALUE_SIZE;
  const last: usize = load<u32>(PROGRAM, HEAD_OUT_END) - size;
  let out = first;
  let lines: u32 = 0;
  let p = start;
  while (p < end && out <= last) {
    const from = p;
    const feed = lineEnd(p, end);
    p = feed + 1;
    let stop = feed;
    if (stop > from && load<u8>(stop - 1) === 13) stop--;
    if (stop === from) continue;
    nextEvent();
    const isRead = walk(from, stop, root) === YES && writeValues(out + LINE_VALUES, slots);
    store<u32>(out, <u32>from);
    store<u32>(out, isRead ? <u32>stop : <u32>stop | <u32>ODD_BIT, 4);
    out += size;
    lines++;
  }
  store<u32>(RESULT_AT, <u32>(p < end ? p : end));
  return lines;
}

/** Writes what the slots hold; false for a value that does not stand in the event as it is: one with escapes. */
function writeValues(out: usize, slots: usize): bool {
  const scratch = load<u32>(SCRATCH_AT);
  const count = load<u32>(slots);
  for (let i: u32 = 0; i < count; i++, out += VALUE_SIZE) {
    const slot: usize = load<u32>(slots + 4 + (i << 2));
    if (load<u32>(slot, SLOT_STAMP) !== eventStamp) {
      store<u32>(out, VALUE_ABSENT);
      continue;
    }
    const kind = load<u32>(slot, SLOT_KIND);
    const start = load<u32>(slot, SLOT_START);
    if (kind === VALUE_ESCAPED || start >= scratch) return false;
    store<u32>(out, kind);
    store<u32>(out, start, 4);
    store<u32>(out, load<u32>(slot, SLOT_END), 8);
  }
  return true;
}

/** Writes what a set says of an event; what is written ends where it began when nothing matches. */
function judge(start: usize, end: usize, out: usize): usize {
  nextEvent();
  beginTrying(start, end, out + 12);
  const always: usize = load<u32>(PROGRAM, HEAD_ALWAYS);
  const grams4: usize = load<u32>(PROGRAM, HEAD_GRAMS4);
  const grams2: usize = load<u32>(PROGRAM, HEAD_GRAMS2);
  const root: usize = load<u32>(PROGRAM, HEAD_ROOT);
  if (always !== 0) tryAll(always);
  if (grams4 !== 0) searchGrams(grams4, start, end);
  if (grams2 !== 0) searchGrams(grams2, start, end);
  let read: u32 = NO;
  if (root !== 0) {
    beginTelling(load<u32>(PROGRAM, HEAD_TELLING));
    read = walk(start, end, root);
    if (read === YES) {
      const jsonAlways: usize = load<u32>(PROGRAM, HEAD_JSON_ALWAYS);
      if (!tellSlots()) read = ODD;
      else if (jsonAlways !== 0) tryAll(jsonAlways);
    }
  }
  const after = read === ODD ? out + 12 : endTrying();
  if (after === out + 12 && read !== ODD) return out;
  store<u32>(out, <u32>start);
  store<u32>(out, read === ODD ? <u32>end | <u32>ODD_BIT : <u32>end, 4);
  store<u32>(out, <u32>((after - out - 12) >> 2), 8);
  return after;
}
