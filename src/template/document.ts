// Holds: a document in which patterns and alarms are written, whatever wrote it: CloudFormation, SAM, CDK's output, Serverless, Terraform,
//   requests in the API's shapes, a file that is one pattern.
// In: the text of a file, its name. Out: everything found in it, each with its place in the file; findings about the file itself.
// Always: never throws; one reading for every host; what cannot be read is told, at its place, and the rest is read.

import type { PatternContext } from "../pattern/finding.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { type Span, span } from "../text/span.ts";
import { findResources, type Reading } from "./cloudformation.ts";
import type { HclParser } from "./hcl-parser.ts";
import { type MapNode, member } from "./nodes.ts";
import { Verbatim } from "./offsets.ts";
import { duplicateAlarms } from "./read.ts";
import { readText, severalDocuments } from "./read-nodes.ts";
import { REQUEST_LISTS, readRequests } from "./requests.ts";
import { isServerless, readServerless } from "./serverless.ts";
import { type Found, requestsOf, type TemplateOptions } from "./template.ts";
import { readTerraform, readTerraformJson } from "./terraform.ts";

/** What wrote the document; `other` is a file in which nothing is looked for. */
export type DocumentHost = "cloudformation" | "serverless" | "terraform" | "requests" | "pattern" | "other";

export interface TemplateDocument {
  readonly name: string;
  readonly text: string;
  readonly host: DocumentHost;
  readonly found: readonly Found[];
  /** What is wrong with the file as such: no YAML, a member that does not exist, a value of another type. */
  readonly diagnostics: readonly Diagnostic[];
}

const UNREAD = /^template-(syntax|too-large|terraform|unreadable)$/;

/** False where something in the file was not seen: what is missing may stand there. */
export function isReadWhole({ diagnostics }: TemplateDocument): boolean {
  return !diagnostics.some(({ code }) => UNREAD.test(code));
}

export interface DocumentOptions extends TemplateOptions {
  /** For `.tf` files; without it they are told to be unread. */
  readonly hcl?: HclParser | undefined;
  /** Where the pattern of a file that is one pattern is used. Default `"metric-filter"`. */
  readonly context?: PatternContext | undefined;
}

/** The names of files that may be documents, whatever else a folder holds or an editor opens. */
const DOCUMENT = /\.(ya?ml|json|template|tf|tofu|cwfilter)$/i;
const TERRAFORM = /\.(tf|tofu)$/i;
const PATTERN_FILE = /\.cwfilter$/i;
/** A text is one pattern too where somebody names it. */
const PATTERN = /\.(cwfilter|txt)$/i;

/** Reads a document; its name says what it is where the text does not: `.tf`, `.cwfilter` and `.txt`, all others YAML or JSON. */
export function readDocument(text: string, options: DocumentOptions = {}): TemplateDocument {
  const name = options.name ?? "template";
  if (PATTERN.test(name)) return documentOf(name, text, "pattern", patternOf(text, options.context));
  if (isTerraform(name)) return documentOf(name, text, "terraform", terraformOf(text, options.hcl));
  const { roots, diagnostics, mistakes } = readText(text);
  const read = roots.map(({ root }) => (root?.kind === "map" ? readMap(root, text, options) : NOTHING));
  const host = read.find(([one]) => one !== "other")?.[0] ?? "other";
  const second = host === "other" ? undefined : roots[1];
  const reading = understood(
    { found: read.flatMap((one) => one[1].found), diagnostics: read.flatMap((one) => one[1].diagnostics) },
    mistakes,
  );
  const told = [...diagnostics, ...(second === undefined ? [] : [severalDocuments(second)])];
  return documentOf(name, text, host, { ...reading, diagnostics: [...told, ...reading.diagnostics] });
}

export function isDocument(name: string): boolean {
  return DOCUMENT.test(name);
}

/** True for a file that is a document whatever stands in it. */
export function isPatternFile(name: string): boolean {
  return PATTERN_FILE.test(name);
}

export function isTerraform(name: string): boolean {
  return TERRAFORM.test(name);
}

/** What was read beside mistakes in YAML: nothing is said of a resource that holds one. */
function understood({ found, diagnostics }: Reading, mistakes: readonly number[]): Reading {
  if (mistakes.length === 0) return { found, diagnostics };
  const isWhole = ({ start, end }: Span): boolean => !mistakes.some((at) => start <= at && at <= end);
  const kept = found.filter(({ request }) => isWhole(request.origin.span));
  const isInside = ({ start, end }: Span): boolean =>
    kept.some(({ request: { origin } }) => origin.span.start <= start && end <= origin.span.end);
  return { found: kept, diagnostics: diagnostics.filter(({ span }) => isInside(span)) };
}

/** Resources of the Serverless Framework may stand in a file of their own, which nothing but its variables gives away. */
const SERVERLESS_VARIABLE = /\$\{(?:(?:self|opt|env|param|sls|ssm|s3|cf|aws):|file\()/;

const NOTHING: readonly [DocumentHost, Reading] = ["other", { found: [], diagnostics: [] }];

function readMap(root: MapNode, text: string, options: DocumentOptions): readonly [DocumentHost, Reading] {
  if (isServerless(root)) return ["serverless", readServerless(root, text, options)];
  const resources = member(root, "Resources");
  if (resources?.kind === "map") {
    const variables = SERVERLESS_VARIABLE.test(text);
    return ["cloudformation", findResources(root, resources, text, options, { variables })];
  }
  if (REQUEST_LISTS.some((name) => member(root, name)?.kind === "list")) return ["requests", readRequests(root, text)];
  if (member(root, "resource") !== undefined) return ["terraform", readTerraformJson(root)];
  return NOTHING;
}

function documentOf(name: string, text: string, host: DocumentHost, { found, diagnostics }: Reading): TemplateDocument {
  const alarms = [...requestsOf(found, "metric-alarm"), ...requestsOf(found, "composite-alarm")];
  return { name, text, host, found, diagnostics: [...diagnostics, ...duplicateAlarms(alarms)] };
}

/** A file that is one pattern; its last line break is not part of it. */
function patternOf(text: string, context: PatternContext = "metric-filter"): Reading {
  const start = text.startsWith("\ufeff") ? 1 : 0;
  const place = span(start, Math.max(start, text.replace(/\r?\n$/, "").length));
  const offsets = new Verbatim(text, place);
  const origin = {
    logicalId: "",
    span: place,
    memberSpans: { filterPattern: { span: place, offsets } },
    unresolved: [],
  };
  const request = { filterPattern: offsets.scalar.value, origin };
  return { found: [{ kind: "pattern", context, request }], diagnostics: [] };
}

function terraformOf(text: string, hcl: HclParser | undefined): Reading {
  const start = text.startsWith("\ufeff") ? 1 : 0;
  if (text.length > TERRAFORM_LIMIT) {
    const message = `The file has ${text.length} characters; tocsin reads at most ${TERRAFORM_LIMIT} of Terraform.`;
    return { found: [], diagnostics: [diagnostic("template-too-large", span(start, start), message)] };
  }
  if (hcl === undefined)
    return { found: [], diagnostics: [diagnostic("template-terraform", span(start, start), NO_PARSER)] };
  try {
    // The mark is no HCL; a blank in its place keeps all others in theirs.
    return readTerraform(start === 1 ? ` ${text.slice(1)}` : text, hcl);
  } catch (error) {
    const message = `The parser of Terraform files failed: ${error instanceof Error ? error.message : String(error)}.`;
    return { found: [], diagnostics: [diagnostic("template-syntax", span(start, start), message)] };
  }
}

const TERRAFORM_LIMIT = 16 * 1024 * 1024;

const NO_PARSER =
  "Terraform files are read with the packages web-tree-sitter and @tree-sitter-grammars/tree-sitter-hcl, which are not installed.";
