// Holds: which operator binds tighter.
// In: operands and operators as they follow each other. Out: one tree.
// Always: `^` binds tightest and from the right, then `-x`, `* /`, `+ -`, comparisons, AND, OR; no rank is published: the
//   order of arithmetic and of every language with these operators [chosen].

import { cover } from "../../text/span.ts";
import type { MathExpression, MathOperator } from "./tree.ts";

/** An operand with the minus signs before it; `start` is where the first of them stands. */
export interface SignedOperand {
  readonly signs: number;
  readonly start: number;
  readonly operand: MathExpression;
}

/** Loosest first; `^` and signs come after the last. */
const RANKS: readonly (readonly MathOperator[])[] = [
  ["OR"],
  ["AND"],
  ["==", "!=", "<", "<=", ">", ">="],
  ["+", "-"],
  ["*", "/"],
];

/** The tree of `operands` joined by `operators`, which are one fewer. */
export function ranked(operands: readonly SignedOperand[], operators: readonly MathOperator[]): MathExpression {
  return atRank(0, operands, operators);
}

function atRank(rank: number, operands: readonly SignedOperand[], operators: readonly MathOperator[]): MathExpression {
  const here = RANKS[rank];
  if (here === undefined) return powers(operands);
  const parts: MathExpression[] = [];
  const between: MathOperator[] = [];
  let from = 0;
  for (let i = 0; i < operands.length; i++) {
    const operator = operators[i];
    if (operator !== undefined && i < operands.length - 1 && !here.includes(operator)) continue;
    parts.push(atRank(rank + 1, operands.slice(from, i + 1), operators.slice(from, i)));
    if (i < operands.length - 1) between.push(operator!);
    from = i + 1;
  }
  if (parts.length === 1) return parts[0]!;
  return {
    kind: "operation",
    operands: parts,
    operators: between,
    span: cover(parts[0]!.span, parts[parts.length - 1]!.span),
  };
}

/** `-a ^ -b ^ c` is `-(a ^ -(b ^ c))`. */
function powers(operands: readonly SignedOperand[]): MathExpression {
  let result: MathExpression | undefined;
  for (let i = operands.length - 1; i >= 0; i--) {
    const { signs, start, operand } = operands[i]!;
    const power: MathExpression =
      result === undefined
        ? operand
        : { kind: "operation", operands: [operand, result], operators: ["^"], span: cover(operand.span, result.span) };
    result = signs === 0 ? power : { kind: "negative", signs, operand: power, span: { start, end: power.span.end } };
  }
  return result!;
}
