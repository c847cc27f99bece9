// Holds: `tocsin check` over files and folders: what is wrong in the documents, and whether that is too much.
// In: paths, the options of the command. Out: frames or a machine's format on standard output; an exit code.
// Always: every file is checked, whatever is wrong with the others; 1 for errors, or for more warnings than are allowed.

import { checkDocuments } from "../template/check.ts";
import type { DocumentOptions } from "../template/document.ts";
import { visible } from "../text/frame.ts";
import { type CheckedFile, readFiles } from "./check-files.ts";
import { fixFile } from "./check-fix.ts";
import { count, inFormat, type Judged, type MachineFormat } from "./check-formats.ts";
import { frameOf, lineBreakNote } from "./frames.ts";
import { type Io, Lines } from "./io.ts";
import { painter } from "./paint.ts";

export interface CheckOptions extends DocumentOptions {
  readonly format: "text" | MachineFormat;
  /** More warnings than this are as bad as an error. */
  readonly maxWarnings: number;
  readonly fix: boolean;
}

/** What the CDK writes beside the templates: it speaks of resources and holds none. */
const ASSEMBLY = /(^|[/\\])(manifest|tree|cdk)\.json$|\.(assets|metadata)\.json$/;

export async function checkPaths(paths: readonly string[], options: CheckOptions, io: Io): Promise<number> {
  const { format, maxWarnings, fix, ...reading } = options;
  const read = await readFiles(paths, reading);
  const { files, fixed } = fix ? await fixAll(read) : { files: read, fixed: 0 };
  const documents = files.map(({ document }) => document);
  const findings = checkDocuments(documents);
  const judged = documents.map((document, index): Judged => ({ document, findings: findings[index]! }));
  for (const { host, name, diagnostics } of documents)
    if (host === "other" && diagnostics.length === 0 && !ASSEMBLY.test(name))
      io.stderr.write(`note: ${visible(name)} is no template that tocsin knows; nothing in it was checked\n`);
  await report(judged, format, fixed, io);
  const warnings = count(judged, "warning");
  if (warnings > maxWarnings)
    io.stderr.write(`${counted(warnings, "warning")}, of which --max-warnings allows ${maxWarnings}\n`);
  return count(judged, "error") > 0 || warnings > maxWarnings ? 1 : 0;
}

async function fixAll(read: readonly CheckedFile[]): Promise<{ files: readonly CheckedFile[]; fixed: number }> {
  const files: CheckedFile[] = [];
  let sum = 0;
  for (const one of read) {
    const { file, fixed } = await fixFile(one);
    files.push(file);
    sum += fixed;
  }
  return { files, fixed: sum };
}

/** How much before a finding is looked at for what its line break follows. */
const SEEN = 200;

async function report(judged: readonly Judged[], format: CheckOptions["format"], fixed: number, io: Io): Promise<void> {
  const out = new Lines(io.stdout);
  if (format !== "text") {
    const text = inFormat(format, judged);
    if (text !== "") out.add(text);
    if (fixed > 0) io.stderr.write(`${counted(fixed, "fix", "fixes")} applied\n`);
    await out.flush();
    return;
  }
  for (const { document, findings } of judged)
    for (const finding of findings) {
      const { name, text } = document;
      const inResource = finding.resource === undefined ? [] : [`in ${visible(finding.resource)}`];
      const hidden =
        document.host === "terraform"
          ? []
          : lineBreakNote(finding, text.slice(Math.max(0, finding.span.end - SEEN), finding.span.end));
      out.add(`${frameOf(finding, { name, text }, io.stdout, io.env, [...hidden, ...inResource])}\n`);
      await out.ease();
    }
  out.add(summary(judged, fixed, io));
  await out.flush();
}

function summary(judged: readonly Judged[], fixed: number, io: Io): string {
  const paint = painter(io.stdout, io.env);
  const found = judged.flatMap(({ document }) => document.found);
  const patterns = found.filter(({ kind }) => kind === "metric-filter" || kind === "pattern").length;
  const what = `${counted(patterns, "pattern")} and ${counted(found.length - patterns, "alarm")} in ${counted(judged.length, "file")}`;
  const repaired = fixed > 0 ? `; ${counted(fixed, "fix", "fixes")} applied` : "";
  const [errors, warnings] = [count(judged, "error"), count(judged, "warning")];
  if (errors + warnings === 0) return `${paint("good", "OK")}: ${what}${repaired}`;
  const tone = errors > 0 ? "error" : "warning";
  return `${paint(tone, `${counted(errors, "error")}, ${counted(warnings, "warning")}`)}: ${what}${repaired}`;
}

function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
