// Holds: the way of a finding from a request to the file it was written in.
// In: a request with its origin, findings about it or inside one of its texts. Out: the same findings at their places in the file,
//   fixes rewritten in the file's own quoting.
// Always: nothing is told about a value that is not known, nor across a hole; a fix that is not certain in the file is left out.

import type { Diagnostic, Fix } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import type { Placed } from "./ignore.ts";
import { rewrite } from "./rewrite.ts";
import type { MemberSpan } from "./shape.ts";
import { locate, type Origin } from "./template.ts";

/** A finding in a file. */
export interface DocumentFinding extends Diagnostic {
  /** The resource it is about, by its name in the file. */
  readonly resource?: string;
}

interface Located {
  readonly origin: Origin;
}

/** Members whose text has a grammar, in which a finding has its place. */
const TEXTS = /^(filterPattern|AlarmRule|Metrics\[\d+\]\.Expression)$/;

/** Whether a finding's span lies in the text of such a member; else it is about a whole member. */
export function isInText({ path = "filterPattern", span }: Diagnostic, own: string | undefined): boolean {
  return TEXTS.test(path) && (own === undefined || span.end > 0);
}

/** A finding about a request, at its place in the file; nothing where that place is not known yet, or was told already. */
export function carried(
  request: Located,
  finding: Diagnostic,
  told: readonly Diagnostic[],
): Placed<DocumentFinding> | undefined {
  const { origin } = request;
  const path = finding.path ?? "filterPattern";
  const place = origin.memberSpans[path];
  const inText = isInText(finding, finding.path);
  if (isOpen(origin, path, inText)) return undefined;
  const exact = inText ? (place?.offsets ?? place?.made)?.spanOf(finding.span) : undefined;
  const where = exact ?? locate(request, path);
  if (place !== undefined && alreadyTold(where, told)) return undefined;
  if (inText && place?.made !== undefined && touches(place.made.holes, finding.span)) return undefined;
  const { fixes: _fixes, related: _related, ...rest } = finding;
  const fixes = inText ? fixesInFile(finding, place) : [];
  const related = inText ? relatedInFile(finding, place) : [];
  const moved: DocumentFinding = {
    ...rest,
    span: where,
    ...(related.length > 0 && { related }),
    ...(fixes.length > 0 && { fixes }),
    ...(origin.logicalId !== "" && { resource: origin.logicalId }),
  };
  return { finding: moved, anchor: anchorOf(origin, place) };
}

/** Where the member starts: the Default of a parameter is written elsewhere. */
function anchorOf(origin: Origin, place: MemberSpan | undefined): number {
  if (place === undefined) return origin.span.start;
  const written = place.byDefault === true ? place.offsets?.scalar?.place : undefined;
  return (written ?? place.span).start;
}

/** Values that a deployment decides: unknown ones, and defaults that stand for any. The text of a pattern is read all the same. */
function isOpen({ memberSpans, unresolved }: Origin, path: string, inText: boolean): boolean {
  if (!inText && memberSpans[path]?.byDefault === true) return true;
  return unresolved.some((open) => {
    if (inText && open === path) return memberSpans[path]?.made === undefined;
    return open === path || (path !== "" && open.startsWith(path) && /[.[]/.test(open[path.length] ?? ""));
  });
}

function alreadyTold(where: Span, told: readonly Diagnostic[]): boolean {
  return told.some(({ severity, span }) => severity === "error" && where.start <= span.start && span.end <= where.end);
}

/** Whether a stretch holds any of a hole, or is an empty one beside it. */
export function touches(holes: readonly Span[], { start, end }: Span): boolean {
  return holes.some(
    (hole) => (start < hole.end && end > hole.start) || (start === end && start >= hole.start && start <= hole.end),
  );
}

function relatedInFile({ related = [] }: Diagnostic, place: MemberSpan | undefined): Diagnostic["related"] & object {
  return related.flatMap((one) => {
    const span = place?.offsets?.spanOf(one.span);
    return span === undefined ? [] : [{ ...one, span }];
  });
}

function fixesInFile({ fixes = [] }: Diagnostic, place: MemberSpan | undefined): readonly Fix[] {
  const offsets = place?.offsets;
  if (offsets === undefined) return [];
  return fixes.flatMap(({ title, edits }) => {
    const moved = rewrite(offsets, edits);
    return moved === undefined ? [] : [{ title, edits: moved }];
  });
}
