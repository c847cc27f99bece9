// Holds: what the grammar makes of the words and operands it read, and its notes on those that are written otherwise.
// In: a name as written; operands. Out: nodes of the tree.
// Always: a name that is an alarm's ARN stands for the name in it.

import { type Span, span } from "../../text/span.ts";
import { readAlarmArn } from "../arn.ts";
import type { AlarmReference, AlarmRule } from "./tree.ts";

/**
 * Something that was read as what it means though the service does not. `keyword`: another spelling of `meant`; `operand`: words where
 * an operand stands; `stray`: words between two operands; `nothing`: where an operand is missing; `operator`: an operand that follows another; `surplus`: a `)` too many;
 * `blanks`: a name of several words; `threshold`, `condition`: of AT_LEAST.
 */
export interface Misused {
  readonly as:
    | "keyword"
    | "operand"
    | "stray"
    | "nothing"
    | "operator"
    | "surplus"
    | "unclosed"
    | "blanks"
    | "threshold"
    | "condition";
  readonly span: Span;
  readonly meant?: string;
  readonly after?: number;
}

export function readReference(text: string, where: Span): AlarmReference {
  const arn = readAlarmArn(text);
  return { name: arn?.name ?? text, text, ...(arn !== undefined && { arn }), span: where };
}

/** One operand stands for itself. */
export function joined(kind: "and" | "or", operands: readonly AlarmRule[]): AlarmRule {
  const read = operands.filter((operand) => operand !== undefined);
  const [first, last] = [read[0]!, read[read.length - 1]!];
  return read.length === 1 ? first : { kind, operands: read, span: span(first.span.start, last.span.end) };
}
