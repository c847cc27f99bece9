// Makes the pages of docs/ that come from the code: `npm run docs`. A test keeps them current.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE } from "../src/text/catalogue.ts";

/** The page of every code a finding can carry. */
export function diagnosticsPage(): string {
  const entries = Object.entries(CATALOGUE).map(
    ([code, { severity, summary }]) => `### ${code}\n\n*${severity}.* ${summary}\n`,
  );
  return [
    "# Diagnostics\n",
    "Every finding carries one of these codes, an exact span, a sentence, what was expected and, where one edit mends it, a fix.",
    "An *error* is what the service refuses. Codes are stable: none is renamed or given a second meaning.\n",
    "This page is made from `src/text/catalogue.ts` by `npm run docs`.\n",
    ...entries,
  ].join("\n");
}

if (import.meta.main) writeFileSync(join(import.meta.dirname, "diagnostics.md"), diagnosticsPage());
