// Holds: the public API of `tocsin/editor`, listed by hand: what an editor asks about a pattern.
// In: nothing. Out: pure functions over a text and offsets (UTF-16, end exclusive); no editor's package is needed.
// Always: none of them throws, whatever the text and the offset.

export type { PatternContext } from "../pattern/finding.ts";
export { formatPattern as format } from "../pattern/format.ts";
export { type PatternOptions, validatePattern as validate } from "../pattern/validate.ts";
export type { DiagnosticCode } from "../text/catalogue.ts";
export type { Diagnostic, Fix, Related, Severity, TextEdit } from "../text/diagnostic.ts";
export type { Span } from "../text/span.ts";
export { type ClassifiedToken, classify, type TokenKind } from "./classify.ts";
export { type CompleteOptions, complete } from "./complete.ts";
export { fixes, type OfferedFix } from "./fixes.ts";
export { type Hover, hover } from "./hover.ts";
export type { Completion, CompletionKind } from "./items.ts";
export type { Evidence } from "./notes.ts";
