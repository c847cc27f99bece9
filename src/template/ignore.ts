// Holds: comments that silence findings: `# tocsin-ignore term-split, value-boolean`.
// In: the text of a document, findings with the places they are about. Out: the findings that stay; a finding for each code of a
//   comment that does not exist, or silences nothing.
// Always: a comment beside something is about its line, one on a line of its own about the next line; it needs a code.

import { CATALOGUE } from "../text/catalogue.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { LineMap } from "../text/lines.ts";
import { nearest } from "../text/nearest.ts";
import { type Span, span } from "../text/span.ts";

/** A finding, and where the member begins that it is about: a comment above a long text is about all of it. */
export interface Placed<F extends Diagnostic> {
  readonly finding: F;
  readonly anchor: number;
}

interface Ignored {
  readonly code: string;
  readonly span: Span;
  /** The line it is about. */
  readonly line: number;
  used: boolean;
}

const COMMENT = /(^|[ \t])(#|\/\/|\/\*)[ \t]*tocsin-ignore\b:?[ \t]*((?:[\w-]+(?:[ \t]*,[ \t]*[\w-]+)*)?)/gm;

/** The findings without those that comments silence. @param isRead whether the document was read whole. */
export function withoutIgnored<F extends Diagnostic>(
  placed: readonly Placed<F>[],
  text: string,
  isRead: boolean,
): { readonly kept: readonly F[]; readonly about: readonly Diagnostic[] } {
  if (!text.includes("tocsin-ignore")) return { kept: placed.map(({ finding }) => finding), about: [] };
  const lines = new LineMap(text);
  const about: Diagnostic[] = [];
  const ignored = commentsOf(text, lines, about);
  const byLine = new Map<number, Ignored[]>();
  for (const one of ignored) {
    const there = byLine.get(one.line);
    if (there === undefined) byLine.set(one.line, [one]);
    else there.push(one);
  }
  const kept = placed.filter(({ finding, anchor }) => {
    const own = [lines.at(finding.span.start).line, lines.at(anchor).line];
    const silencing = own.flatMap((line) => byLine.get(line) ?? []).filter(({ code }) => code === finding.code);
    for (const one of silencing) one.used = true;
    return silencing.length === 0;
  });
  for (const { code, span: where, used } of ignored)
    if (!used && isRead) about.push(diagnostic("ignore-unused", where, `There is no finding ${code} here to ignore.`));
  return { kept: kept.map(({ finding }) => finding), about };
}

function commentsOf(text: string, lines: LineMap, about: Diagnostic[]): readonly Ignored[] {
  const ignored: Ignored[] = [];
  let [above, below] = [0, 0];
  for (const comment of text.matchAll(COMMENT)) {
    const [whole, before, , codes = ""] = comment;
    const start = comment.index + before!.length;
    const from = comment.index + whole.length - codes.length;
    if (codes === "") {
      const where = span(start, comment.index + whole.trimEnd().length);
      about.push(diagnostic("ignore-unknown", where, "tocsin-ignore names no code; write the code of the finding."));
    }
    const { line: own } = lines.at(start);
    // Comments of one block are about the same line, which is looked for once.
    if (own < above || own >= below) [above, below] = [own, lineOf(lines, own)];
    const line = isComment(lines.lineText(own)) ? below : own;
    for (const { 0: code, index } of codes.matchAll(/[\w-]+/g)) {
      const where = span(from + index, from + index + code.length);
      if (Object.hasOwn(CATALOGUE, code)) ignored.push({ code, span: where, line, used: false });
      else about.push(unknownCode(code, where));
    }
  }
  return ignored;
}

/** A comment on a line of its own is about the next line that is no comment. */
function lineOf(lines: LineMap, own: number): number {
  let line = own;
  while (line < lines.lineCount && isComment(lines.lineText(line))) line++;
  return line;
}

function isComment(line: string): boolean {
  return /^\s*(#|\/\/|\/\*)/.test(line);
}

function unknownCode(code: string, where: Span): Diagnostic {
  const near = nearest(code, Object.keys(CATALOGUE));
  const advice = near === undefined ? "" : ` Did you mean ${near}?`;
  const fixes = near === undefined ? {} : { fixes: [{ title: `Write ${near}`, edits: [{ span: where, text: near }] }] };
  return diagnostic("ignore-unknown", where, `tocsin has no finding ${code}.${advice}`, fixes);
}
