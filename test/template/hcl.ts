// Holds: the parser of Terraform files, for tests.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { type HclParser, loadHclParser } from "../../src/template/hcl-parser.ts";

const GRAMMAR = createRequire(import.meta.url).resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm");

export const hcl: HclParser = await loadHclParser(readFileSync(GRAMMAR));
