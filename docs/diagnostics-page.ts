// Holds: the page of every code a finding can carry, and what the service and tocsin say to well-known mistakes.
// In: the catalogue, its examples, and the code itself, which is run. Out: Markdown.
// Always: nothing on the page about a message, a fix or the service's words is written by hand.

import { compileMetricFilter, type Diagnostic, PatternError, validatePattern } from "../src/index.ts";
import { checkPattern } from "../src/pattern/validate.ts";
import { CATALOGUE, type DiagnosticCode } from "../src/text/catalogue.ts";
import { applyFix } from "../src/text/fix.ts";
import { type Evidence, EXAMPLES, type Example, MISTAKES, type Mistake } from "./diagnostics-examples.ts";

const EVIDENCE: Readonly<Record<Evidence, string>> = {
  documented: "documented by AWS",
  observed: "observed on the service",
  inferred: "inferred from what is documented or observed",
  tocsin: "tocsin's own choice or limit",
};

const LONGEST = 80;

export function diagnosticsPage(): string {
  const codes = Object.keys(CATALOGUE) as DiagnosticCode[];
  return [
    "# Diagnostics\n",
    "Every finding carries one of these codes, an exact span, a sentence, what was expected and, where text edits mend it, fixes:",
    "after a fix the finding is gone. An *error* is what the service refuses. A *warning* is about what it accepts and likely",
    "reads in another way than was meant; an *information* is worth knowing. A pattern with errors is told its errors alone.",
    "Codes are stable: none is renamed or given a second meaning.\n",
    "This page is made from `src/text/catalogue.ts` and `docs/diagnostics-examples.ts` by `npm run docs`; all that is said of an",
    "example comes from running it.\n",
    ...codes.map(entry),
    "## Twelve mistakes and more, side by side\n",
    "Mistakes that people told of in public issues, reduced to the shortest pattern: what the service answers, and what tocsin says.\n",
    "| mistake | pattern | the service | tocsin | after the fix |",
    "| --- | --- | --- | --- | --- |",
    ...MISTAKES.map(row),
    "",
  ].join("\n");
}

function entry(code: DiagnosticCode): string {
  const { severity, summary } = CATALOGUE[code];
  const example = EXAMPLES[code];
  return [
    `### ${code}\n`,
    `*${severity[0]!.toUpperCase()}${severity.slice(1)}*, ${EVIDENCE[example.evidence]}. ${summary}\n`,
    `- wrong: ${shown(example, example.wrong)}${said(code, example)}`,
    `- right: ${shown(example, example.right)}\n`,
  ].join("\n");
}

function shown(example: Example, part: Example["wrong"]): string {
  if (typeof part === "string") return inCode(part);
  const members = Object.entries(part).map(([name, value]) =>
    value === undefined ? `no \`${name}\`` : inCode(`${name}: ${JSON.stringify(value)}`),
  );
  return `${members.join(", ")}, in ${example.kind === "alarm" ? "an alarm" : `a ${example.kind}`}`;
}

/** The message of a pattern's finding. */
function said(code: DiagnosticCode, example: Example): string {
  if (example.kind !== "pattern") return "";
  const finding = validatePattern(example.wrong).find((one) => one.code === code);
  if (finding === undefined) throw new Error(`the example of ${code} does not have it`);
  return `\n  (${finding.message})`;
}

/** As code, blanks at the ends kept, long texts cut. */
function inCode(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST / 2)}… (${text.length} characters)` : text;
  return short.startsWith(" ") ? `\`\`"${short}"\`\`` : `\`${short}\``;
}

function row(mistake: Mistake): string {
  const { service, finding } = judged(mistake);
  const fix = finding.fixes?.[0];
  const cells = [
    mistake.what,
    `\`${mistake.pattern}\``,
    service === undefined ? "accepts it" : `\`${service}\``,
    finding.message,
    fix === undefined ? "" : `\`${applyFix(mistake.pattern, fix)}\``,
  ];
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function judged({ pattern, transformation }: Mistake): { service: string | undefined; finding: Diagnostic } {
  if (transformation === undefined) {
    const { serviceMessage, diagnostics } = checkPattern(pattern);
    return { service: serviceMessage, finding: gravest(diagnostics) };
  }
  try {
    const metricTransformations = [{ metricName: "M", metricNamespace: "N", metricValue: "1", ...transformation }];
    compileMetricFilter({ filterPattern: pattern, metricTransformations });
  } catch (error) {
    if (error instanceof PatternError) return { service: error.serviceMessage, finding: gravest(error.diagnostics) };
    throw error;
  }
  throw new Error(`nothing is wrong with ${pattern}`);
}

function gravest(diagnostics: readonly Diagnostic[]): Diagnostic {
  const order = ["error", "warning", "information"];
  const [first] = [...diagnostics].sort((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
  if (first === undefined) throw new Error("a mistake without a finding");
  return first;
}
