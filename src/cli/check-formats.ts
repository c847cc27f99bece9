// Holds: the findings of a check in the formats that machines read: JSON, SARIF 2.1.0, GitHub's workflow commands, JUnit's XML.
// In: documents with their findings. Out: text.
// Always: lines and columns count from 1, columns in UTF-16 units; nothing of a file's text can break out of its place in the format.

import type { DocumentFinding } from "../template/carry.ts";
import type { TemplateDocument } from "../template/document.ts";
import { CATALOGUE, type DiagnosticCode } from "../text/catalogue.ts";
import { LineMap } from "../text/lines.ts";

/** A document with what was found in it. */
export interface Judged {
  readonly document: TemplateDocument;
  readonly findings: readonly DocumentFinding[];
}

export type MachineFormat = "json" | "sarif" | "github" | "junit";

export const MACHINE_FORMATS: readonly MachineFormat[] = ["json", "sarif", "github", "junit"];

export function inFormat(format: MachineFormat, judged: readonly Judged[]): string {
  if (format === "json") return asJson(judged);
  if (format === "sarif") return asSarif(judged);
  return format === "github" ? asGithub(judged) : asJunit(judged);
}

/** How many findings of one severity there are. */
export function count(judged: readonly Judged[], severity: DocumentFinding["severity"]): number {
  return judged.reduce((sum, { findings }) => sum + findings.filter((one) => one.severity === severity).length, 0);
}

/** Where a finding starts and ends; the end is exclusive. */
function rangeOf(lines: LineMap, { span }: DocumentFinding) {
  const [start, end] = [lines.at(span.start), lines.at(span.end)];
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

function asJson(judged: readonly Judged[]): string {
  const files = judged.map(({ document: { name, host, text, found }, findings }) => {
    const lines = new LineMap(text);
    const diagnostics = findings.map((one) => ({ ...one, ...rangeOf(lines, one) }));
    return { name, host, found: found.length, diagnostics };
  });
  const [errors, warnings] = [count(judged, "error"), count(judged, "warning")];
  return JSON.stringify({ type: "check", valid: errors === 0, errors, warnings, files });
}

const LEVELS = { error: "error", warning: "warning", information: "note" } as const;

function asSarif(judged: readonly Judged[]): string {
  const codes = [...new Set(judged.flatMap(({ findings }) => findings.map(({ code }) => code)))].sort();
  const rules = codes.map((id) => ({
    id,
    shortDescription: { text: CATALOGUE[id].summary },
    defaultConfiguration: { level: LEVELS[CATALOGUE[id].severity] },
  }));
  const results = judged.flatMap(({ document, findings }) => {
    const lines = new LineMap(document.text);
    return findings.map((one) => sarifResult(one, document.name, lines, codes));
  });
  const driver = { name: "tocsin", rules };
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
  return JSON.stringify(log);
}

function sarifResult(finding: DocumentFinding, name: string, lines: LineMap, codes: readonly DiagnosticCode[]): object {
  const artifactLocation = { uri: uriOf(name) };
  const at = (span: DocumentFinding["span"]) => rangeOf(lines, { ...finding, span });
  const { code, severity, message, resource, related = [], fixes = [] } = finding;
  const logical = resource === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: resource }] };
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: LEVELS[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region: at(finding.span) }, ...logical }],
    ...(related.length > 0 && {
      relatedLocations: related.map((one) => ({
        physicalLocation: { artifactLocation, region: at(one.span) },
        message: { text: one.message },
      })),
    }),
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, edits }) => ({
        description: { text: title },
        artifactChanges: [
          {
            artifactLocation,
            replacements: edits.map((edit) => ({ deletedRegion: at(edit.span), insertedContent: { text: edit.text } })),
          },
        ],
      })),
    }),
  };
}

/** A path as a relative URI; an absolute one as a file's. */
function uriOf(path: string): string {
  const encoded = path.replaceAll("\\", "/").split("/").map(segment).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}

/** Half a surrogate pair, which neither URI nor XML can hold, becomes the mark for what can't be shown. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udfff]/gu, "\ufffd");
}

function segment(name: string): string {
  return encodeURIComponent(wellFormed(name));
}

const COMMANDS = { error: "error", warning: "warning", information: "notice" } as const;

function asGithub(judged: readonly Judged[]): string {
  return judged
    .flatMap(({ document: { name, text }, findings }) => {
      const lines = new LineMap(text);
      return findings.map((one) => {
        const { startLine, startColumn, endLine, endColumn } = rangeOf(lines, one);
        // GitHub takes columns of one line only, the last one included.
        const columns =
          startLine === endLine ? `,col=${startColumn},endColumn=${Math.max(startColumn, endColumn - 1)}` : "";
        const place = `file=${inProperty(name)},line=${startLine},endLine=${endLine}${columns}`;
        return `::${COMMANDS[one.severity]} ${place},title=${inProperty(`tocsin ${one.code}`)}::${inMessage(spoken(one))}`;
      });
    })
    .join("\n");
}

function inMessage(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function inProperty(text: string): string {
  return inMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function spoken({ message, resource }: DocumentFinding): string {
  return resource === undefined ? message : `${message} (in ${resource})`;
}

/** A file is a suite; each error a test that fails, each other finding one that passes and tells it. */
function asJunit(judged: readonly Judged[]): string {
  const suites = judged.map(({ document: { name, text }, findings }) => {
    const lines = new LineMap(text);
    const cases = findings.map((one) => junitCase(one, name, lines));
    const failures = findings.filter(({ severity }) => severity === "error").length;
    const inner = cases.length > 0 ? cases : [`    <testcase classname="${inXml(name)}" name="tocsin check"/>`];
    const head = `  <testsuite name="${inXml(name)}" tests="${inner.length}" failures="${failures}">`;
    return [head, ...inner, "  </testsuite>"].join("\n");
  });
  const tests = judged.reduce((sum, { findings }) => sum + Math.max(findings.length, 1), 0);
  const head = `<testsuites name="tocsin check" tests="${tests}" failures="${count(judged, "error")}">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites, "</testsuites>"].join("\n");
}

function junitCase(finding: DocumentFinding, name: string, lines: LineMap): string {
  const { startLine, startColumn } = rangeOf(lines, finding);
  const place = `${name}:${startLine}:${startColumn}`;
  const said = `${place}: ${spoken(finding)}`;
  const { code, severity } = finding;
  const title = inXml(`${code} at ${startLine}:${startColumn}`);
  const inside =
    severity === "error"
      ? `<failure type="${code}" message="${inXml(finding.message)}">${inXml(said)}</failure>`
      : `<system-out>${inXml(`${severity}: ${said}`)}</system-out>`;
  return `    <testcase classname="${inXml(name)}" name="${title}">${inside}</testcase>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 has no place for most control characters, escaped or not. */
function inXml(text: string): string {
  return wellFormed(text)
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"]/g, (c) => ENTITIES[c]!)
    .replace(/[\t\r\n]/g, (c) => `&#${c.charCodeAt(0)};`);
}
