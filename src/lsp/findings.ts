// Holds: what is wrong in a document, and what mends it, in the protocol's shapes.
// In: a reading, a range. Out: diagnostics; code actions.
// Always: nothing about patterns is decided here; an action's edits are for the text that was read.

import type {
  CodeAction,
  Diagnostic,
  DiagnosticSeverity,
  TextEdit as ProtocolEdit,
  Range,
  WorkspaceEdit,
} from "vscode-languageserver";
import type { DocumentFinding } from "../template/carry.ts";
import type { Severity, TextEdit } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import { formatting } from "./format.ts";
import type { OpenText } from "./open-text.ts";
import type { Reading } from "./reading.ts";

/** How a document is named to the editor. */
export interface Target {
  readonly uri: string;
  readonly version: number;
  /** Where the pages are that explain codes: what stands before `docs/…`. */
  readonly docs: string | undefined;
  /** Whether edits may name the version they are for. */
  readonly isVersioned: boolean;
}

export function diagnosticsOf({ findings, text, document }: Reading, target: Target): Diagnostic[] {
  const resources = new Set(document.found.map(({ request }) => keyOf(request.origin.span)));
  return findings.map((finding) => {
    const diagnostic = diagnosticOf(finding, text, target);
    // A resource that lacks something is marked by its first line.
    if (document.host === "pattern" || !resources.has(keyOf(finding.span))) return diagnostic;
    const [first] = text.lineParts(finding.span);
    return first === undefined ? diagnostic : { ...diagnostic, range: text.rangeOf(first) };
  });
}

function keyOf({ start, end }: Span): string {
  return `${start}-${end}`;
}

const SEVERITIES = { error: 1, warning: 2, information: 3 } as const satisfies Record<Severity, DiagnosticSeverity>;

function diagnosticOf(finding: DocumentFinding, text: OpenText, { uri, docs }: Target): Diagnostic {
  const { code, severity, message, span, expected = [], related = [], resource } = finding;
  const wanted = expected.length === 0 ? "" : `\nExpected: ${expected.join(", ")}`;
  return {
    ...{ range: text.rangeOf(span), severity: SEVERITIES[severity], source: "tocsin", code },
    message: message + wanted,
    ...(docs !== undefined && { codeDescription: { href: docs + finding.docs } }),
    ...(related.length > 0 && {
      relatedInformation: related.map((one) => ({
        location: { uri, range: text.rangeOf(one.span) },
        message: one.message,
      })),
    }),
    ...(resource !== undefined && { data: { resource } }),
  };
}

/** Fixes of the findings that touch a range, and the formatting of the patterns there. @param only the kinds wanted. */
export function actionsOf(
  reading: Reading,
  range: Range,
  only: readonly string[] | undefined,
  target: Target,
): CodeAction[] {
  const { text, findings, patterns } = reading;
  const where = text.spanOf(range);
  const isWanted = (kind: string): boolean => only?.some((one) => kind === one || kind.startsWith(`${one}.`)) ?? true;
  const actions: CodeAction[] = [];
  if (isWanted("quickfix"))
    for (const finding of findings) if (touch(finding.span, where)) actions.push(...fixesOf(finding, text, target));
  if (isWanted("refactor.rewrite"))
    for (const pattern of patterns) {
      const edits = touch(pattern.place, where) ? formatting(pattern) : [];
      if (edits.length === 0) continue;
      const edit = workspaceEdit(edits, text, target);
      actions.push({ title: "Format this filter pattern", kind: "refactor.rewrite", edit });
    }
  return actions;
}

/** The kinds of actions there are. */
export const ACTION_KINDS: readonly string[] = ["quickfix", "refactor.rewrite"];

function fixesOf(finding: DocumentFinding, text: OpenText, target: Target): readonly CodeAction[] {
  const { fixes = [] } = finding;
  return fixes.map(({ title, edits }) => ({
    ...{ title, kind: "quickfix", isPreferred: fixes.length === 1 },
    diagnostics: [diagnosticOf(finding, text, target)],
    edit: workspaceEdit(edits, text, target),
  }));
}

export function protocolEdits(edits: readonly TextEdit[], text: OpenText): ProtocolEdit[] {
  return edits.map(({ span, text: newText }) => ({ range: text.rangeOf(span), newText }));
}

function workspaceEdit(
  edits: readonly TextEdit[],
  text: OpenText,
  { uri, version, isVersioned }: Target,
): WorkspaceEdit {
  const made = protocolEdits(edits, text);
  return isVersioned
    ? { documentChanges: [{ textDocument: { uri, version }, edits: made }] }
    : { changes: { [uri]: made } };
}

function touch(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
