// Holds: what is said about a request that was made out of nodes.
// In: the request's owner, what its making met, the text of the file. Out: findings, under the names the file itself uses.
// Always: every value that was left out is told; a name near to an existing one is named.

import { type Diagnostic, type DiagnosticExtras, diagnostic } from "../text/diagnostic.ts";
import { replacement } from "../text/fix.ts";
import { nearest } from "../text/nearest.ts";
import { isLikeJson } from "./json.ts";
import type { Mismatch, Shaped, Stranger } from "./shape.ts";

/** @param yaml the text, where it may be YAML; @param free tells the paths whose value may stay unknown. */
export function* shapedFindings(
  owner: string,
  { unknowns, mismatches, strangers }: Shaped,
  yaml: string | undefined,
  free: (path: string) => boolean = () => false,
): Iterable<Diagnostic> {
  for (const stranger of strangers) yield strangerFinding(owner, stranger);
  for (const { path, written, span, why } of unknowns) {
    if (free(path)) continue;
    const message = `${owner}.${written} can't be known before deployment: ${why}.`;
    yield diagnostic("template-unresolved", span, message);
  }
  for (const mismatch of mismatches) yield mismatchFinding(owner, mismatch, yaml);
}

function strangerFinding(owner: string, { written, name, span, of, known }: Stranger): Diagnostic {
  const meant = nearest(name, known);
  const advice = meant === undefined ? "" : ` Did you mean ${meant}?`;
  return diagnostic("template-unknown-member", span, `${owner}.${written} is no member of ${of}.${advice}`);
}

function mismatchFinding(owner: string, mismatch: Mismatch, yaml: string | undefined): Diagnostic {
  const { path, written, span, expected, isWritten } = mismatch;
  const sentence = `${owner}.${written} is not ${expected}`;
  const source = yaml?.slice(span.start, span.end) ?? "";
  // In JSON nobody forgets quotes: what stands there is meant as an object or a list.
  const isYaml = yaml !== undefined && !isLikeJson(yaml);
  if (!isYaml || path !== "filterPattern" || !isWritten || !/^[{[]/.test(source))
    return diagnostic("template-type", span, `${sentence}.`);
  const quoted = `'${source.replaceAll("'", "''")}'`;
  const extras: DiagnosticExtras = source.includes("\n")
    ? {}
    : { fixes: [replacement(`Put the pattern in quotes: ${quoted}`, span, quoted)] };
  const message = `${sentence}: a pattern that starts with { or [ needs quotes in YAML.`;
  return diagnostic("template-type", span, message, extras);
}
