// Holds: the analysed pattern: what a valid pattern means, and all that matching sees.
// In: made from the syntax tree by `analyse.ts`. Out: read by the matchers.
// Always: plain data without error nodes; terms that the service ignores play no part; one kind of comparison serves both dialects;
//   spans are those of the pattern's text, for explanations.

import type { Decimal } from "../text/decimal.ts";
import type { Span } from "../text/span.ts";
import type { Regex } from "./regex.ts";
import type { Operator, Term } from "./syntax.ts";

export type AnalysedPattern = AllEvents | TermsTest | RegexTest | JsonTest | FieldsTest;

export interface AllEvents {
  readonly kind: "all";
}

/** Every `required` and, unless it is empty, one of `anyOf` is in the event, and none of `excluded`. */
export interface TermsTest {
  readonly kind: "terms";
  readonly required: readonly string[];
  readonly excluded: readonly string[];
  /** Empty when anything is required or excluded: the service then ignores `?` terms [D, O]. */
  readonly anyOf: readonly string[];
  /** The terms as written, those that are ignored among them. */
  readonly terms: readonly Term[];
}

export interface RegexTest {
  readonly kind: "regex";
  readonly regex: Regex;
  readonly span: Span;
}

export interface JsonTest {
  readonly kind: "json";
  readonly condition: Condition<JsonPredicate>;
}

export interface FieldsTest {
  readonly kind: "fields";
  /** In order; `...` is left out and told by `ellipsis`. Empty for `[]`, which matches everything. */
  readonly fields: readonly FieldTest[];
  /** How many of the fields stand before `...`; undefined without one. */
  readonly ellipsis: number | undefined;
}

export interface FieldTest {
  readonly name: string | undefined;
  readonly condition: Condition<Comparison> | undefined;
  readonly span: Span;
}

/** Predicates joined by and / or. */
export type Condition<P> =
  | { readonly kind: "and" | "or"; readonly operands: readonly Condition<P>[]; readonly span: Span }
  | { readonly kind: "predicate"; readonly predicate: P };

export type JsonPredicate = { readonly path: Path; readonly span: Span } & (
  | { readonly kind: "comparison"; readonly comparison: Comparison }
  | { readonly kind: "state"; readonly state: "null" | "true" | "false" | "absent" }
);

/** Where in an event a selector points; at most one step is a wildcard. */
export type Path = readonly PathStep[];

export type PathStep =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "wildcard" };

export interface Comparison {
  readonly operator: Operator;
  readonly literal: Literal;
  readonly span: Span;
}

export type Literal =
  | { readonly kind: "number"; readonly source: string; readonly value: Decimal }
  | { readonly kind: "text"; readonly text: string }
  /** The pieces between the `*`: at least two; the first and the last may be empty. */
  | { readonly kind: "wildcard"; readonly pieces: readonly string[] }
  | { readonly kind: "regex"; readonly regex: Regex };
