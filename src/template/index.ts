// Holds: the entry `tocsin/template`: patterns and alarms in the files they are written in.
// In: nothing. Out: what reads documents, checks them, and finds places in them.
// Always: listed by hand; the parser of Terraform files is the user's to bring.

export type { DocumentFinding } from "./carry.ts";
export { checkDocument, checkDocuments } from "./check.ts";
export { type DocumentHost, type DocumentOptions, readDocument, type TemplateDocument } from "./document.ts";
export { type HclNode, type HclParser, loadHclParser } from "./hcl-parser.ts";
export type { Places } from "./offsets.ts";
export { readTemplate } from "./read.ts";
export { rewrite } from "./rewrite.ts";
export type { MemberSpan } from "./shape.ts";
export {
  type Found,
  locate,
  type Origin,
  requestsOf,
  type Template,
  type TemplateAlarm,
  type TemplateComposite,
  type TemplateFilter,
  type TemplateOptions,
  type TemplatePattern,
} from "./template.ts";
