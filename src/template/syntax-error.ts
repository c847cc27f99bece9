// Holds: what is said about a file that is no YAML.
// In: the text, the document as far as it was understood, the first error of the yaml package. Out: a finding.
// Always: the finding stands where the package stopped; where a quote opened that was not closed is told beside it.

import { type Document, isMap, isScalar, isSeq } from "yaml";
import { type Diagnostic, diagnostic, type Related } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";

/** An error of the yaml package. */
interface YamlError {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

export function syntaxFinding(text: string, document: Document, error: YamlError): Diagnostic {
  const where = spanWithin(text, error.pos[0], error.pos[1]);
  const quoted = [...quotedScalars(document)];
  const related = openedQuote(text, quoted, error);
  // The package takes a quote that is closed by the next one for the name of a member.
  const runsOn = error.code === "MULTILINE_IMPLICIT_KEY" && quoted.some(({ start }) => start === where.start);
  const message = runsOn ? "The quote that opens here is closed on a later line only." : wording(text, error);
  return diagnostic("template-syntax", where, message, related === undefined ? {} : { related: [related] });
}

/** A span that lies inside the text. */
export function spanWithin(text: string, start: number, end: number): Span {
  const from = Math.min(Math.max(start, 0), text.length);
  return span(from, Math.min(Math.max(end, from), text.length));
}

function wording(text: string, error: YamlError): string {
  if (error.code === "TAB_AS_INDENT") return "A tab stands in the indentation; YAML is indented with blanks.";
  if (error.code === "RESOURCE_EXHAUSTION") return "The template is nested too deeply.";
  const line = text.slice(text.lastIndexOf("\n", error.pos[0] - 1) + 1, error.pos[0] + 1);
  return `Not valid YAML or JSON: ${error.message}${advice(line, error)}.`;
}

const PATTERN_LINE = /^[ \t]*(?:- +)?["']?(?:filter(?:Pattern)?)["']?[ \t]*:[ \t]*(?:!Sub +)?(.)/i;

/** What patterns have that YAML takes for its own. */
function advice(line: string, { code }: YamlError): string {
  const first = PATTERN_LINE.exec(line)?.[1];
  if (first === undefined) return "";
  if (/[{[%]/.test(first)) return `; a pattern that starts with ${first} needs quotes in YAML`;
  if (/["']/.test(first))
    return code === "UNEXPECTED_TOKEN" ? "; a pattern with quotes in it needs others around it in YAML" : "";
  return code === "BLOCK_AS_IMPLICIT_KEY" ? "; a pattern with `: ` in it needs quotes in YAML" : "";
}

/** The quote that opened the text before the error, when that text was not closed, or closed on a later line only. */
function openedQuote(text: string, quoted: readonly Span[], error: YamlError): Related | undefined {
  const at = Math.min(error.pos[0], text.length);
  let before: Span | undefined;
  for (const { start, end } of quoted) {
    if (end <= at && (before === undefined || start > before.start)) before = span(start, end);
  }
  if (before === undefined || text.slice(before.end, at).trim() !== "") return undefined;
  const isOpen = error.code === "MISSING_CHAR" && error.message.endsWith("quote");
  if (!isOpen && !text.slice(before.start, before.end).includes("\n")) return undefined;
  return { span: span(before.start, before.start + 1), message: "this quote opened here" };
}

function* quotedScalars(document: Document): Iterable<Span> {
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isMap(node)) for (const { key, value } of node.items) open.push(key, value);
    else if (isSeq(node)) for (const item of node.items) open.push(item);
    else if (isScalar(node) && node.type?.startsWith("QUOTE") && node.range) yield span(node.range[0], node.range[1]);
  }
}
