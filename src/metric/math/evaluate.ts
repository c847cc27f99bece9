// Holds: the value of an expression over a window of periods.
// In: a syntax tree that analysis found sound, the values of the ids in it. Out: a value.
// Always: pure; never throws for such a tree; recursion is as deep as the tree, which `parse.ts` bounds.

import { mathFunctions } from "./functions.ts";
import { negate, operate, pointsOf } from "./operations.ts";
import type { MathExpression } from "./tree.ts";
import { MOST_SERIES } from "./types.ts";
import { type MathContext, type MathValue, type Points, scalar } from "./value.ts";

/** The value of `node`, where `values` holds what its identifiers stand for. */
export function evaluate(
  node: MathExpression,
  values: ReadonlyMap<string, MathValue>,
  context: MathContext,
): MathValue {
  const valueIn = (inner: MathExpression): MathValue => evaluate(inner, values, context);
  switch (node.kind) {
    case "number":
      return scalar(node.value);
    case "string":
      return { kind: "text", text: node.text };
    case "word":
      return { kind: "text", text: node.name };
    case "identifier":
      return values.get(node.name) ?? scalar(Number.NaN);
    case "array":
      return { kind: "array", series: allOf(node.elements, valueIn) };
    case "negative":
      return node.signs % 2 === 1 ? negate(valueIn(node.operand)) : valueIn(node.operand);
    case "operation":
      return node.operators.reduce(
        (left, operator, index) => operate(operator, left, valueIn(node.operands[index + 1]!)),
        valueIn(node.operands[0]!),
      );
    case "call":
      return mathFunctions().get(node.name)?.evaluate(node.arguments.map(valueIn), context) ?? scalar(Number.NaN);
    default:
      return scalar(Number.NaN);
  }
}

/** More series than there may be are none: how many there are can depend on the data, which analysis does not see. */
function allOf(elements: readonly MathExpression[], valueIn: (inner: MathExpression) => MathValue): readonly Points[] {
  const all: Points[] = [];
  for (const element of elements) {
    all.push(...seriesIn(valueIn(element)));
    if (all.length > MOST_SERIES) return [];
  }
  return all;
}

function seriesIn(value: MathValue): readonly Points[] {
  return value.kind === "array" ? value.series : [pointsOf(value)];
}
