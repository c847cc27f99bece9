// Holds: the syntax tree of a metric math expression: what was written, with spans.
// In: made by the grammar. Out: read by analysis and evaluation.
// Always: a place that could not be read is an ErrorNode; operators of one rank that follow each other are one node, so that
//   a tree is never deeper than its brackets, signs and powers.

import type { Span } from "../../text/span.ts";

interface Node {
  readonly span: Span;
}

/** A metric math expression. */
export type MathExpression =
  | NumberNode
  | StringNode
  | IdentifierNode
  | WordNode
  | ArrayNode
  | CallNode
  | NegativeNode
  | OperationNode
  | ErrorNode;

/** `50.25` */
export interface NumberNode extends Node {
  readonly kind: "number";
  readonly value: number;
}

/** `"errors"` */
export interface StringNode extends Node {
  readonly kind: "string";
  readonly text: string;
}

/** `m1`: the Id of a metric or of another expression; starts with a lower-case letter [D]. */
export interface IdentifierNode extends Node {
  readonly kind: "identifier";
  readonly name: string;
}

/** `REPEAT`, `AVG`, `DESC`: a name in capitals without parentheses, which some functions take. */
export interface WordNode extends Node {
  readonly kind: "word";
  readonly name: string;
}

/** `[m1, m2]` */
export interface ArrayNode extends Node {
  readonly kind: "array";
  readonly elements: readonly MathExpression[];
}

/** `FILL(m1, 0)` */
export interface CallNode extends Node {
  readonly kind: "call";
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly MathExpression[];
}

/** `-m1`, `--m1` */
export interface NegativeNode extends Node {
  readonly kind: "negative";
  /** How many minus signs stand there. */
  readonly signs: number;
  readonly operand: MathExpression;
}

/** `m1 + m2 - 3`: from left to right; operators are of one rank and one fewer than operands. */
export interface OperationNode extends Node {
  readonly kind: "operation";
  readonly operands: readonly MathExpression[];
  readonly operators: readonly MathOperator[];
}

export interface ErrorNode extends Node {
  readonly kind: "error";
}

export type MathOperator = "+" | "-" | "*" | "/" | "^" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "AND" | "OR";

/** The nodes right below a node. */
export function childrenOf(node: MathExpression): readonly MathExpression[] {
  switch (node.kind) {
    case "array":
      return node.elements;
    case "call":
      return node.arguments;
    case "negative":
      return [node.operand];
    case "operation":
      return node.operands;
    default:
      return [];
  }
}
