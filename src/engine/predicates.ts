// Holds: comparisons and states, as the engine reads them.
// In: what analysed patterns compare. Out: addresses of predicates in a program.
// Always: undefined for a text that bytes do not stand for exactly: such a pattern is left to the plain matcher.

import type { Comparison, JsonPredicate, Literal } from "../pattern/analysed.ts";
import type { Blob } from "./blob.ts";
import { writeDfa } from "./dfa.ts";
import {
  FLAG_ELEMENTS,
  FLAG_NUMBERISH,
  FLAG_SAFE,
  OP_EQ,
  OP_GE,
  OP_GT,
  OP_LE,
  OP_LT,
  OP_NE,
  TEST_ANY,
  TEST_DATA,
  TEST_DECIMAL,
  TEST_DOUBLE,
  TEST_FLAGS,
  TEST_NEGATED,
  TEST_RECORD,
  TEST_REGEX,
  TEST_SIZE,
  TEST_STATE,
  TEST_TEXT,
  TEST_TYPE,
  TEST_WILDCARD,
  VALUE_ABSENT,
  VALUE_FALSE,
  VALUE_NULL,
  VALUE_TRUE,
} from "./layout.ts";
import { isNumberish } from "./necessary.ts";
import { encoder, isExact } from "./utf8.ts";

const OPERATORS = { "=": OP_EQ, "!=": OP_NE, "<": OP_LT, "<=": OP_LE, ">": OP_GT, ">=": OP_GE } as const;
const STATES = { absent: VALUE_ABSENT, null: VALUE_NULL, true: VALUE_TRUE, false: VALUE_FALSE } as const;

/** As many digits as a double holds exactly enough, as in the plain comparison. */
const SAFE_DIGITS = 15;

/** Whether bytes stand exactly for all that is compared with. */
export function isComparable({ literal }: Comparison): boolean {
  if (literal.kind === "text") return isExact(literal.text);
  return literal.kind !== "wildcard" || literal.pieces.every(isExact);
}

/** Whether doubles compare a number exactly with any of up to fifteen digits. */
export function isSafe({ source, value: { digits } }: Literal & { readonly kind: "number" }): boolean {
  const size = Math.abs(Number(source));
  return digits.length <= SAFE_DIGITS && (size === 0 ? digits === "" : size > 1e-290 && size < 1e290);
}

export function writeComparison(blob: Blob, { operator, literal }: Comparison): number {
  const at = blob.allocate(TEST_RECORD);
  blob.word(at + TEST_NEGATED, operator === "!=" ? 1 : 0);
  switch (literal.kind) {
    case "number": {
      blob.word(at + TEST_TYPE, TEST_DECIMAL);
      blob.word(at + TEST_NEGATED, OPERATORS[operator]);
      writeText(blob, at, literal.source);
      blob.word(at + TEST_FLAGS, isSafe(literal) ? FLAG_SAFE : 0);
      blob.double(at + TEST_DOUBLE, Number(literal.source));
      return at;
    }
    case "text":
      blob.word(at + TEST_TYPE, TEST_TEXT);
      writeText(blob, at, literal.text);
      blob.word(at + TEST_FLAGS, isNumberish(literal.text) ? FLAG_NUMBERISH : 0);
      return at;
    case "wildcard": {
      const pieces = literal.pieces.map((piece) => encoder().encode(piece));
      const data = blob.words(pieces.flatMap((piece) => [piece.length, blob.text(piece)]));
      blob.word(at + TEST_TYPE, TEST_WILDCARD);
      blob.word(at + TEST_SIZE, pieces.length);
      blob.word(at + TEST_DATA, data);
      return at;
    }
    case "regex":
      blob.word(at + TEST_TYPE, TEST_REGEX);
      blob.word(at + TEST_DATA, writeDfa(blob, literal.regex) ?? 0);
      return at;
  }
}

function writeText(blob: Blob, at: number, text: string): void {
  const bytes = encoder().encode(text);
  blob.word(at + TEST_SIZE, bytes.length);
  blob.word(at + TEST_DATA, blob.text(bytes));
}

/** A predicate on the value that a plain selector selects. */
export function writePlain(blob: Blob, predicate: JsonPredicate): number {
  if (predicate.kind === "comparison") return writeComparison(blob, predicate.comparison);
  return writeState(blob, STATES[predicate.state], predicate.state === "null" ? FLAG_ELEMENTS : 0);
}

/** A predicate on one of the values that a wildcard selects: what is looked for, be it to speak for or against. */
export function writeAny(blob: Blob, predicate: JsonPredicate): number {
  if (predicate.kind === "comparison") {
    const { comparison } = predicate;
    return writeComparison(blob, comparison.operator === "!=" ? { ...comparison, operator: "=" } : comparison);
  }
  if (predicate.state !== "absent") return writeState(blob, STATES[predicate.state], 0);
  const at = blob.allocate(TEST_RECORD);
  blob.word(at + TEST_TYPE, TEST_ANY);
  return at;
}

function writeState(blob: Blob, kind: number, flags: number): number {
  const at = blob.allocate(TEST_RECORD);
  blob.word(at + TEST_TYPE, TEST_STATE);
  blob.word(at + TEST_SIZE, kind);
  blob.word(at + TEST_FLAGS, flags);
  return at;
}
