// Holds: the advice for a text in which `${…}` was meant for Fn::Sub, to which it is not given.
// In: a request, the findings about it. Out: the same findings; of each text the first that touches such a stretch says how it is filled.
// Always: no finding is left out or added; a fix that keeps such a stretch as it stands is none; nothing is said of a text that a function
//   makes, nor of one that stands where no function may.

import type { Diagnostic } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { isInText, touches } from "./carry.ts";
import { isLikeJson } from "./json.ts";
import type { WrittenScalar } from "./offsets.ts";
import type { Origin } from "./template.ts";

/** What Fn::Sub fills: `${Name}`, `${Name.Attribute}`, `${AWS::Region}`; not `${!Name}`, which it leaves. */
const HOLE = /\$\{\s*[\w.:]+\s*\}/g;

export function withSubAdvice(
  { origin }: { readonly origin: Origin },
  findings: readonly Diagnostic[],
): readonly Diagnostic[] {
  if (origin.functions !== true) return findings;
  const advised = new Set<string>();
  return findings.map((finding): Diagnostic => {
    const { path = "filterPattern" } = finding;
    const written = isInText(finding, finding.path) ? writtenAt(origin, path) : undefined;
    const hole = written && holesIn(written.value).find((one) => touches([one], finding.span));
    if (written === undefined || hole === undefined) return finding;
    const { fixes: _fixes, related = [], ...rest } = finding;
    const advice = advised.has(path) ? [] : [{ span: hole, message: adviceOn(written, hole) }];
    advised.add(path);
    return { ...rest, related: [...related, ...advice] };
  });
}

/** The member's text, where it is written at its own place. */
function writtenAt({ memberSpans }: Origin, path: string): WrittenScalar | undefined {
  const place = memberSpans[path];
  const written = place?.offsets?.scalar;
  return place?.byDefault !== true && written?.place.start === place?.span.start ? written : undefined;
}

function holesIn(text: string): readonly Span[] {
  return [...text.matchAll(HOLE)].map(({ index, 0: hole }) => span(index, index + hole.length));
}

function adviceOn({ text, value }: WrittenScalar, { start, end }: Span): string {
  const how = isLikeJson(text) ? '{ "Fn::Sub": … } around it' : "!Sub before it";
  return `this text is not inside Fn::Sub, so ${value.slice(start, end)} stands as it is; write ${how}`;
}
