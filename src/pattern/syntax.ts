// Holds: the syntax tree of a filter pattern: what was written, exactly, with spans.
// In: made by the three parsers. Out: read by analysis, formatting and editors.
// Always: every node has the span of its text; a place that could not be read is an `ErrorNode`; not every tree is a valid pattern.

import type { Span } from "../text/span.ts";

/** A filter pattern of one of the service's languages. */
export type Pattern = AllPattern | TermsPattern | RegexPattern | JsonPattern | FieldsPattern;

interface Node {
  readonly span: Span;
}

/** The empty pattern, or one of blanks only: matches every event. */
export interface AllPattern extends Node {
  readonly kind: "all";
}

/** `ERROR -timeout ?"disk full"` */
export interface TermsPattern extends Node {
  readonly kind: "terms";
  readonly terms: readonly Term[];
}

/** One term: required (plain), `-excluded` or `?optional`. */
export interface Term extends Node {
  readonly role: "required" | "excluded" | "optional";
  readonly quoted: boolean;
  /** What is looked for, escapes resolved. */
  readonly text: string;
  /** The term without its `-` or `?`. */
  readonly textSpan: Span;
}

/** `%regex%` as the whole pattern. */
export interface RegexPattern extends Node {
  readonly kind: "regex";
  readonly regex: RegexValue;
}

/** `{ … }` */
export interface JsonPattern extends Node {
  readonly kind: "json";
  readonly expression: JsonExpression | ErrorNode;
}

/** `[ … ]` */
export interface FieldsPattern extends Node {
  readonly kind: "fields";
  readonly fields: readonly Field[];
}

export interface ErrorNode extends Node {
  readonly kind: "error";
}

/** Conditions of both dialects: `&&` binds tighter than `||`; a group is what stands in parentheses. */
export type Expression<Leaf extends Node> = Compound<Leaf> | Group<Leaf> | Leaf | ErrorNode;

export interface Compound<Leaf extends Node> extends Node {
  readonly kind: "and" | "or";
  readonly operands: readonly Expression<Leaf>[];
}

export interface Group<Leaf extends Node> extends Node {
  readonly kind: "group";
  readonly expression: Expression<Leaf>;
}

export type JsonExpression = Expression<JsonComparison | JsonState>;

export type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** `$.a >= 1` */
export interface JsonComparison extends Node {
  readonly kind: "comparison";
  readonly selector: Selector;
  readonly operator: Operator;
  readonly operatorSpan: Span;
  readonly value: Value;
}

/** `$.a IS NULL`, `$.a NOT EXISTS` */
export interface JsonState extends Node {
  readonly kind: "state";
  readonly selector: Selector;
  readonly state: "null" | "true" | "false" | "absent";
}

/** `$.a.b[0]`, `$.['a.b']`, `$.a[*].b` */
export interface Selector extends Node {
  readonly kind: "selector";
  readonly steps: readonly Step[];
}

export type Step =
  | { readonly kind: "name"; readonly name: string; readonly span: Span }
  | { readonly kind: "index"; readonly index: number; readonly span: Span }
  | { readonly kind: "wildcard"; readonly span: Span };

/** The right side of a comparison. */
export type Value = NumberValue | TextValue | RegexValue | ErrorNode;

export interface NumberValue extends Node {
  readonly kind: "number";
  readonly source: string;
}

/** A bare word or a quoted text; `*` in it is a wildcard. */
export interface TextValue extends Node {
  readonly kind: "text";
  readonly quoted: boolean;
  /** Escapes resolved. */
  readonly text: string;
}

export interface RegexValue extends Node {
  readonly kind: "regex";
  /** What stands between the `%`. */
  readonly source: string;
  /** False when it holds a character that no regular expression may hold, or never ends. */
  readonly readable: boolean;
}

/** One entry between the commas of `[ … ]`. */
export type Field = EllipsisField | NamedField | UnnamedField | ErrorNode;

export interface EllipsisField extends Node {
  readonly kind: "ellipsis";
}

export interface UnnamedField extends Node {
  readonly kind: "unnamed";
}

export interface NamedField extends Node {
  readonly kind: "named";
  readonly name: string;
  readonly nameSpan: Span;
  readonly condition: Expression<FieldComparison> | undefined;
}

/** `status >= 400` */
export interface FieldComparison extends Node {
  readonly kind: "comparison";
  readonly name: string;
  readonly nameSpan: Span;
  readonly operator: Operator;
  readonly operatorSpan: Span;
  readonly value: Value;
}
