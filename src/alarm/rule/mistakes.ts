// Holds: the sentence, the place and the fix for each thing that is wrong with a rule's syntax.
// In: what the grammar read as something else, and where it stumbled. Out: diagnostics.
// Always: one finding a place; a fix is a proposal that the caller tries out.

import { EOF, type IRecognitionException } from "chevrotain";
import { type Diagnostic, diagnostic, type Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { nearest } from "../../text/nearest.ts";
import { type Span, span } from "../../text/span.ts";
import type { Misused } from "./nodes.ts";

const FUNCTIONS: readonly string[] = ["ALARM", "OK", "INSUFFICIENT_DATA"];
const OPERANDS: readonly string[] = [
  "ALARM(name)",
  "OK(name)",
  "INSUFFICIENT_DATA(name)",
  "AT_LEAST(…)",
  "NOT",
  "TRUE",
  "FALSE",
  "(",
];
const OPERATORS: readonly string[] = ["AND", "OR", "the end of the rule"];

/** What was read as what it means. */
export function misuse({ as, span: where, meant, after }: Misused, text: string): Diagnostic {
  const written = text.slice(where.start, where.end);
  switch (as) {
    case "keyword":
      return diagnostic("rule-keyword", where, `${shown(written)} is written ${meant}`, {
        expected: [meant!],
        fixes: [replacement(`Write ${meant}`, where, meant!)],
      });
    case "operand":
      return unknownOperand(written, where);
    case "stray":
      return diagnostic("rule-syntax", where, `${shown(written)} is no operator; AND or OR joins two conditions`, {
        expected: OPERATORS,
        fixes: [replacement("Write OR", where, "OR"), replacement(`Remove ${shown(written)}`, where, "")],
      });
    case "nothing":
      return diagnostic("rule-syntax", where, `A condition is expected where ${whereItStands(written)}`, {
        expected: OPERANDS,
      });
    case "operator":
      return diagnostic("rule-syntax", where, "Two conditions follow each other without AND or OR between them", {
        expected: OPERATORS,
        fixes: [
          replacement("Put OR before it", span(where.start, where.start), " OR "),
          replacement("Put AND before it", span(where.start, where.start), " AND "),
        ],
      });
    case "surplus":
      return diagnostic("rule-syntax", where, "This `)` closes nothing", {
        expected: OPERATORS,
        fixes: [replacement("Remove it", where, "")],
      });
    case "unclosed":
      return unclosed(where, after!, written);
    case "blanks":
      return diagnostic("rule-name", where, "A name that holds blanks stands in double quotes", {
        expected: ["a name in double quotes"],
        fixes: [replacement("Put it in double quotes", where, quoted(written))],
      });
    case "threshold":
      return diagnostic(
        "rule-threshold",
        where,
        `AT_LEAST takes a whole number or a whole percentage, not ${shown(written)}`,
        {
          expected: ["a number such as 2", "a percentage such as 50%"],
        },
      );
    case "condition":
      return diagnostic("rule-syntax", where, `AT_LEAST counts alarms in a state, and ${shown(written)} is none`, {
        expected: ["NOT", ...FUNCTIONS],
        ...fixesTo(nearest(written, FUNCTIONS), where),
      });
  }
}

/** Words where a condition stands: a function that does not exist, `!` for NOT, or a name alone. */
function unknownOperand(written: string, where: Span): Diagnostic {
  const call = /^(!*)([^\s()!]*)\s*(\([\s\S]*)?$/.exec(written);
  const [, negations = "", word = "", rest = ""] = call ?? [];
  const known = nearest(word, rest === "" ? ["TRUE", "FALSE"] : FUNCTIONS);
  const not = "NOT ".repeat(negations.length);
  const fixes: Fix[] = [];
  if (call !== null && known !== undefined) {
    fixes.push(replacement(`Write ${not}${known}`, where, `${not}${known}${rest}`));
  } else if (rest === "" && word !== "" && !written.startsWith("'")) {
    fixes.push(replacement("Ask for its ALARM state", where, `${not}ALARM(${word})`));
  }
  const what = rest === "" ? `${shown(written)} is no condition` : `There is no function ${shown(negations + word)}`;
  return diagnostic("rule-syntax", where, `${what}; a condition asks for the state of an alarm`, {
    expected: OPERANDS,
    fixes,
  });
}

/** Where the grammar stumbled. */
export function stumble({ token, message }: IRecognitionException, text: string): Diagnostic {
  const ended = token.tokenType === EOF;
  const start = ended ? text.length : token.startOffset;
  const where = span(start, ended ? start : start + token.image.length);
  const place = whereItStands(ended ? "" : token.image);
  if (message === "") return diagnostic("rule-syntax", where, `The rule is over where ${place}`);
  const isSign = message === "(" || message === ",";
  const fixes = isSign ? [replacement(`Put ${message} here`, span(start, start), message)] : [];
  const what = isSign ? `A \`${message}\`` : capital(message);
  return diagnostic("rule-syntax", where, `${what} is expected where ${place}`, { expected: [message], fixes });
}

function unclosed(where: Span, after: number, written: string): Diagnostic {
  return diagnostic("rule-syntax", where, `A \`)\` is missing where ${whereItStands(written)}`, {
    expected: [")"],
    fixes: [replacement("Close the parenthesis", span(after, after), ")")],
  });
}

function whereItStands(written: string): string {
  return written === "" ? "the rule ends" : `${shown(written)} stands`;
}

function fixesTo(word: string | undefined, where: Span): { readonly fixes?: readonly Fix[] } {
  return word === undefined ? {} : { fixes: [replacement(`Write ${word}`, where, word)] };
}

/** Several words as one name: single quotes around it were meant as quotes. */
function quoted(written: string): string {
  const inner = /^'[\s\S]*'$/.test(written) ? written.slice(1, -1) : written;
  return `"${inner.replaceAll(/\\?"/g, '\\"')}"`;
}

/** A quoted text inside a sentence, short and on one line. */
function shown(written: string): string {
  const line = written.replaceAll(/\s+/g, " ");
  return `\`${line.length > 60 ? `${line.slice(0, 60)}…` : line}\``;
}

function capital(sentence: string): string {
  return sentence[0]!.toUpperCase() + sentence.slice(1);
}
