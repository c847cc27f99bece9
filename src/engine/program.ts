// Holds: the way from an analysed pattern to a program of the engine.
// In: an analysed pattern. Out: bytes that stand at PROGRAM; undefined when bytes can't stand for its texts.
// Always: the program's verdicts are the plain matcher's, or ODD.

import type { AnalysedPattern, Condition, FieldsTest, JsonPredicate, TermsTest } from "../pattern/analysed.ts";
import { Blob } from "./blob.ts";
import {
  enoughFields,
  isLimited,
  isReadable,
  JsonConditions,
  writeFieldsCondition,
  writeJunction,
  writeRegexCondition,
  writeTermsCondition,
} from "./conditions.ts";
import { writeFilter } from "./filter.ts";
import {
  HEAD_CONDITION,
  HEAD_ENOUGH,
  HEAD_EXACT,
  HEAD_FIELDS,
  HEAD_FILTER,
  HEAD_KIND,
  HEAD_LIMITED,
  HEAD_OUT,
  HEAD_OUT_END,
  HEAD_ROOT,
  HEAD_SIZE,
  IF_AND,
  KIND_CANDIDATES,
  KIND_FIELDS,
  KIND_JSON,
  KIND_TERMS,
  OUT,
  OUT_END,
} from "./layout.ts";
import {
  type Necessary,
  necessaryOf,
  necessaryOfFields,
  necessaryOfJson,
  necessaryOfRegex,
  necessaryOfTerms,
} from "./necessary.ts";

export interface Program {
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Less selective literals cost more than they save. */
const MAX_CHANCE = 0.5;

export function programOf(pattern: AnalysedPattern): Program | undefined {
  const blob = new Blob();
  const head = blob.allocate(HEAD_SIZE, 16);
  blob.word(head + HEAD_OUT, OUT);
  blob.word(head + HEAD_OUT_END, OUT_END);
  if (!write(blob, head, pattern)) return undefined;
  return { bytes: blob.finish() };
}

function write(blob: Blob, head: number, pattern: AnalysedPattern): boolean {
  switch (pattern.kind) {
    case "all":
      blob.word(head + HEAD_KIND, KIND_TERMS);
      blob.word(head + HEAD_CONDITION, writeJunction(blob, IF_AND, []));
      return true;
    case "terms":
      return writeTerms(blob, head, pattern);
    case "regex": {
      const condition = writeRegexCondition(blob, pattern);
      blob.word(head + HEAD_KIND, condition === undefined ? KIND_CANDIDATES : KIND_TERMS);
      blob.word(head + HEAD_CONDITION, condition ?? 0);
      writeNecessary(blob, head, necessaryOfRegex(pattern.regex), false);
      // Without either every line would be a candidate.
      return condition !== undefined || blob.wordAt(head + HEAD_FILTER) !== 0;
    }
    case "json":
      return writeJson(blob, head, pattern.condition);
    case "fields":
      return writeFields(blob, head, pattern);
  }
}

function writeTerms(blob: Blob, head: number, pattern: TermsTest): boolean {
  const condition = writeTermsCondition(blob, pattern);
  if (condition === undefined) return false;
  blob.word(head + HEAD_KIND, KIND_TERMS);
  blob.word(head + HEAD_CONDITION, condition);
  const necessary = necessaryOfTerms(pattern);
  if (necessary === undefined) return true;
  const decides = pattern.excluded.length === 0 && pattern.required.length <= 1;
  blob.word(head + HEAD_FILTER, writeFilter(blob, necessary.literals, false));
  blob.word(head + HEAD_EXACT, decides ? 1 : 0);
  return true;
}

function writeJson(blob: Blob, head: number, condition: Condition<JsonPredicate>): boolean {
  if (!isReadable(condition)) return false;
  const conditions = new JsonConditions(blob, [condition]);
  blob.word(head + HEAD_KIND, KIND_JSON);
  blob.word(head + HEAD_CONDITION, conditions.write(condition));
  blob.word(head + HEAD_ROOT, conditions.root);
  writeNecessary(blob, head, necessaryOf(condition, necessaryOfJson), true);
  return true;
}

function writeFields(blob: Blob, head: number, pattern: FieldsTest): boolean {
  const condition = writeFieldsCondition(blob, pattern);
  if (condition === undefined) return false;
  blob.word(head + HEAD_KIND, KIND_FIELDS);
  blob.word(head + HEAD_CONDITION, condition);
  blob.word(head + HEAD_FIELDS, pattern.fields.length);
  blob.word(head + HEAD_LIMITED, isLimited(pattern) ? 1 : 0);
  blob.word(head + HEAD_ENOUGH, enoughFields(pattern));
  writeNecessary(blob, head, necessaryOfFields(pattern), false);
  return true;
}

function writeNecessary(blob: Blob, head: number, necessary: Necessary | undefined, escapes: boolean): void {
  if (necessary === undefined || necessary.chance > MAX_CHANCE) return;
  blob.word(head + HEAD_FILTER, writeFilter(blob, necessary.literals, escapes));
}
