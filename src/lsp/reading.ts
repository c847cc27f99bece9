// Holds: what tocsin reads in an open document.
// In: the document's name and text, the parser of Terraform files. Out: its patterns and findings, each worked out when it is first asked for.
// Always: a document that speaks of no pattern and no alarm is not read: its mistakes are for others to tell.

import type { DocumentFinding } from "../template/carry.ts";
import { checkDocument } from "../template/check.ts";
import { isDocument, isPatternFile, readDocument, type TemplateDocument } from "../template/document.ts";
import type { HclParser } from "../template/hcl-parser.ts";
import { mayHold } from "../template/marks.ts";
import type { OpenText } from "./open-text.ts";
import { patternsOf, type WrittenPattern } from "./patterns.ts";

export class Reading {
  readonly text: OpenText;
  readonly document: TemplateDocument;
  #patterns: readonly WrittenPattern[] | undefined;
  #findings: readonly DocumentFinding[] | undefined;

  constructor(text: OpenText, document: TemplateDocument) {
    this.text = text;
    this.document = document;
  }

  get patterns(): readonly WrittenPattern[] {
    this.#patterns ??= patternsOf(this.document);
    return this.#patterns;
  }

  get findings(): readonly DocumentFinding[] {
    this.#findings ??= checkDocument(this.document);
    return this.#findings;
  }

  patternAt(offset: number): WrittenPattern | undefined {
    return this.patterns.find((pattern) => pattern.holds(offset));
  }
}

/** Reads a document under a name as `nameOf` gives it. */
export function read(name: string | undefined, text: OpenText, hcl: HclParser | undefined): Reading {
  if (name !== undefined && (isPatternFile(name) || mayHold(text.text)))
    return new Reading(text, readDocument(text.text, { name, hcl }));
  return new Reading(text, { name: name ?? "", text: text.text, host: "other", found: [], diagnostics: [] });
}

/** What a document is called: its path, with the ending of the language that the editor takes it for; nothing for other languages. */
export function nameOf(uri: string, languageId: string): string | undefined {
  const path = decoded(uri.replace(/^[\w+.-]+:(\/\/[^/]*)?/, "").replace(/[?#].*$/, ""));
  const ending = Object.hasOwn(ENDINGS, languageId) ? ENDINGS[languageId]! : undefined;
  if (ending !== undefined) return path.toLowerCase().endsWith(ending) ? path : path + ending;
  if (isDocument(path)) return path;
  return LANGUAGE.test(languageId) ? `${path}.yaml` : undefined;
}

const ENDINGS: Readonly<Record<string, string>> = {
  ...{ cwfilter: ".cwfilter", terraform: ".tf", opentofu: ".tf", hcl: ".tf" },
};

/** The names of languages under which editors know YAML and JSON, of CloudFormation too. */
const LANGUAGE = /ya?ml|json|cloudformation/i;

/** An address may hold any signs. */
function decoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (bytes) => {
    try {
      return decodeURIComponent(bytes);
    } catch {
      return bytes;
    }
  });
}
