// Holds: how edits of a value become edits of the file that writes it.
// In: where the value was written, edits of the value. Out: edits of the file, in the same form of quoting.
// Always: the edited file is read again, and gives the very value that was wanted; otherwise there is no answer.

import { isScalar, parseDocument } from "yaml";
import type { TextEdit } from "../text/diagnostic.ts";
import { applyFix } from "../text/fix.ts";
import { span } from "../text/span.ts";
import { HclText } from "./hcl-text.ts";
import { Part, type Places, type WrittenScalar, type WrittenStyle } from "./offsets.ts";

/** The edits of the file that make these edits of the value; undefined where that is not certain. */
export function rewrite(places: Places, edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
  if (places instanceof Part) {
    const by = places.start;
    return rewrite(
      places.whole,
      edits.map((edit) => ({ ...edit, span: span(edit.span.start + by, edit.span.end + by) })),
    );
  }
  const { scalar } = places;
  if (scalar === undefined) return undefined;
  const wanted = applyFix(scalar.value, { title: "", edits });
  const written = edits.flatMap((edit) => {
    const where = places.spanOf(edit.span);
    return where === undefined ? [] : [{ span: where, text: encoded(edit.text, scalar.style) }];
  });
  if (written.length === edits.length && reads(edited(scalar, written), scalar.style) === wanted) return written;
  return scalar.style === "PLAIN" ? quotedWhole(scalar, wanted) : undefined;
}

/** A plain scalar that has to be put in quotes. */
function quotedWhole({ place }: WrittenScalar, wanted: string): readonly TextEdit[] | undefined {
  const source = `'${wanted.replaceAll("'", "''")}'`;
  return reads(source, "QUOTE_SINGLE") === wanted ? [{ span: place, text: source }] : undefined;
}

/** A text as it is written inside a scalar of that style, character by character. */
export function encoded(text: string, style: WrittenStyle): string {
  if (style === "QUOTE_SINGLE") return text.replaceAll("'", "''");
  if (style === "QUOTE_DOUBLE") return JSON.stringify(text).slice(1, -1);
  if (style === "HCL_HEREDOC") return text.replaceAll(/([$%])(?=\{)/g, "$1$1");
  return style === "HCL_QUOTE"
    ? JSON.stringify(text)
        .slice(1, -1)
        .replaceAll(/([$%])(?=\{)/g, "$1$1")
    : text;
}

/** The source of the scalar after edits of the file. */
function edited({ text, place }: WrittenScalar, edits: readonly TextEdit[]): string {
  const within = edits.map(({ span: where, text: put }) => ({
    span: span(where.start - place.start, where.end - place.start),
    text: put,
  }));
  return applyFix(text.slice(place.start, place.end), { title: "", edits: within });
}

/** The value that a scalar's source has. */
function reads(source: string, style: WrittenStyle): string | undefined {
  // A line break at the end of a file is not part of its pattern.
  if (style === "VERBATIM") return source.endsWith("\n") ? undefined : source;
  if (style === "HCL_QUOTE") return readsQuote(source);
  if (style === "HCL_HEREDOC") return readsHeredoc(source);
  const inMap = readsYaml(`a: ${source}`, "a");
  // A plain scalar may stand between brackets, where more characters end it.
  return style === "PLAIN" && readsYaml(`{ a: ${source} }`, "a") !== inMap ? undefined : inMap;
}

function readsYaml(text: string, key: string): string | undefined {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false });
  if (document.errors.length > 0) return undefined;
  const scalar: unknown = document.get(key, true);
  return isScalar(scalar) && typeof scalar.value === "string" ? scalar.value : undefined;
}

function readsQuote(source: string): string | undefined {
  const inside = source.slice(1, -1);
  const isWhole = /^"(?:[^"\\\r\n]|\\[^\r\n])*"$/.test(source) && !/[$%]\{/.test(hiding(inside));
  if (!isWhole) return undefined;
  const whole = span(0, source.length);
  return new HclText(source, whole, span(1, source.length - 1), [], "quote").value;
}

/** Without the two forms that write `${` and `%{` as text. */
function hiding(inside: string): string {
  return inside.replaceAll(/\$\$\{|%%\{/g, "");
}

function readsHeredoc(source: string): string | undefined {
  const head = /^<<-?(\w+)[^\n]*\n/.exec(source);
  const end = source.lastIndexOf("\n") + 1;
  if (head === null || end < head[0].length) return undefined;
  const inside = span(head[0].length, end);
  const body = source.slice(inside.start, inside.end);
  if (/[$%]\{/.test(hiding(body)) || body.split("\n").some((line) => line.trim() === head[1])) return undefined;
  return new HclText(source, span(0, source.length), inside, [], source.startsWith("<<-") ? "flush" : "heredoc").value;
}
