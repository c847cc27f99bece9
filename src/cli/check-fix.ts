// Holds: `tocsin check --fix`: the safe fixes of a document, applied to its bytes.
// In: a document and its findings. Out: the edits to make, the text after them.
// Always: a fix is safe when it is the only one of an error: what the service takes keeps its meaning, whatever a warning says of it; edits
//   never overlap; a text that would have more errors after them is left as it is; bytes outside the edits stay as they are.

import { writeFile } from "node:fs/promises";
import { reasonOf } from "../replay/sources/problem.ts";
import type { DocumentFinding } from "../template/carry.ts";
import { checkDocument } from "../template/check.ts";
import { type DocumentOptions, readDocument, type TemplateDocument } from "../template/document.ts";
import type { Diagnostic, TextEdit } from "../text/diagnostic.ts";
import { applyFix } from "../text/fix.ts";
import { visible } from "../text/frame.ts";
import type { CheckedFile } from "./check-files.ts";
import { Unusable } from "./usage.ts";

/** A fix can bring another mistake to light; a text is gone over so many times at most. */
const ROUNDS = 10;

/** The file with its safe fixes made, on disk too, and how many there were. */
export async function fixFile(file: CheckedFile): Promise<{ readonly file: CheckedFile; readonly fixed: number }> {
  if (!file.isExact) return { file, fixed: 0 };
  const { document, fixed } = fixDocument(file.document, file.options);
  if (fixed === 0) return { file, fixed };
  try {
    await writeFile(file.path, document.text, "utf8");
  } catch (error) {
    throw new Unusable(`The file ${visible(file.path)} can't be written: ${visible(reasonOf(error as Error))}.`);
  }
  return { file: { ...file, document }, fixed };
}

function fixDocument(
  document: TemplateDocument,
  options: DocumentOptions,
): { readonly document: TemplateDocument; readonly fixed: number } {
  let [current, fixed] = [document, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const findings = checkDocument(current);
    const fixes = safeFixes(findings);
    if (fixes.length === 0) break;
    const edits = fixes.flat();
    const next = readDocument(applyFix(current.text, { title: "", edits }), options);
    if (errorsIn(checkDocument(next)) > errorsIn(findings)) break;
    current = next;
    fixed += fixes.length;
  }
  return { document: current, fixed };
}

/** The edits of each safe fix, as far as they do not overlap. */
function safeFixes(findings: readonly DocumentFinding[]): readonly (readonly TextEdit[])[] {
  const taken: TextEdit[] = [];
  return findings.flatMap(({ severity, fixes = [] }) => {
    const [only, ...others] = fixes;
    if (only === undefined || others.length > 0 || severity !== "error") return [];
    if (only.edits.some((edit) => taken.some((one) => overlap(edit, one)))) return [];
    taken.push(...only.edits);
    return [only.edits];
  });
}

/** Edits that touch are not made together: each may have been meant without the other. */
function overlap({ span: a }: TextEdit, { span: b }: TextEdit): boolean {
  return a.start <= b.end && b.start <= a.end;
}

function errorsIn(findings: readonly Diagnostic[]): number {
  return findings.filter(({ severity }) => severity === "error").length;
}
