// Holds: the cases of space-delimited patterns.
// In: a bench. Out: cases.
// Always: the base takes a line apart as the service does: fields lie between blanks; quotes and brackets hold one together.

import { accessLines } from "../../data/access.ts";
import { flowLines } from "../../data/flow.ts";
import type { Bench } from "../bench.ts";
import { single } from "../build.ts";
import { byText } from "../byhand.ts";
import type { Case } from "../contender.ts";

export const TOKENISE = "fields in JavaScript";

interface FieldQuestion {
  readonly id: string;
  readonly what: string;
  readonly lines: typeof accessLines;
  readonly pattern: string;
  readonly test: (fields: readonly string[]) => boolean;
  /** The whole line, as people write it. */
  readonly regex: RegExp;
}

const QUESTIONS: readonly FieldQuestion[] = [
  {
    id: "selective",
    what: "access log: a text in the request, a status of 4xx",
    lines: accessLines,
    pattern: '[ip, id, user, time, request = "*.html*", status = 4*, ...]',
    test: (fields) => fields.length >= 6 && fields[4]!.includes(".html") && fields[5]!.startsWith("4"),
    regex: /^\S+ \S+ \S+ \[[^\]]*\] "[^"]*\.html[^"]*" 4/,
  },
  {
    id: "common",
    what: "access log: a status of 2xx, 88 in 100",
    lines: accessLines,
    pattern: "[ip, id, user, time, request, status = 2*, ...]",
    test: (fields) => fields.length >= 6 && fields[5]!.startsWith("2"),
    regex: /^\S+ \S+ \S+ \[[^\]]*\] "[^"]*" 2/,
  },
  {
    id: "numeric",
    what: "access log: answers of more than 200 kB",
    lines: accessLines,
    pattern: "[ip, id, user, time, request, status, size > 200000, ...]",
    test: (fields) => fields.length >= 7 && Number(fields[6]) > 200_000,
    regex:
      /^\S+ \S+ \S+ \[[^\]]*\] "[^"]*" \S+ (?:2[0-9]{4}[1-9]|20000[1-9]|2[0-9]{3}[1-9][0-9]|2[0-9]{2}[1-9][0-9]{2}|2[0-9][1-9][0-9]{3}|2[1-9][0-9]{4}|[3-9][0-9]{5}|[1-9][0-9]{6,}) /,
  },
  {
    id: "flow",
    what: "VPC flow log: refused connections to port 22",
    lines: flowLines,
    pattern:
      "[version, account, eni, source, destination, sourceport, destinationport = 22, protocol, packets, bytes, from, to, action = REJECT, status]",
    test: (fields) => fields.length >= 14 && Number(fields[6]) === 22 && fields[12] === "REJECT",
    regex: /^(?:\S+ ){6}22 (?:\S+ ){5}REJECT /,
  },
];

export function* fieldCases(bench: Bench): Iterable<Case> {
  for (const { id, what, lines, pattern, test, regex } of QUESTIONS) {
    const contenders = [
      byText(TOKENISE, (text) => test(fieldsOf(text))),
      single(bench.build, pattern),
      byText("one RegExp for the line", (text) => regex.test(text)),
    ];
    yield { group: "fields", id, what, pattern, bytes: bench.made(lines), contenders };
  }
}

function fieldsOf(line: string): readonly string[] {
  const fields: string[] = [];
  for (let at = 0; at < line.length; ) {
    const first = line[at]!;
    if (first === " ") {
      at++;
      continue;
    }
    const closing = first === '"' ? '"' : first === "[" ? "]" : " ";
    const from = closing === " " ? at : at + 1;
    const found = line.indexOf(closing, from);
    const end = found === -1 ? line.length : found;
    fields.push(line.slice(from, end));
    at = end + 1;
  }
  return fields;
}
