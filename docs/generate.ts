// Makes the pages of docs/ that come from the code: `npm run docs`. A test keeps them current.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alarmsPage } from "./alarms-page.ts";
import { diagnosticsPage } from "./diagnostics-page.ts";
import { grammarPictures, languagePage } from "./grammar.ts";

export { diagnosticsPage };

if (import.meta.main) writeFileSync(join(import.meta.dirname, "diagnostics.md"), diagnosticsPage());

if (import.meta.main) {
  const page = join(import.meta.dirname, "language.md");
  writeFileSync(page, languagePage(readFileSync(page, "utf8")));
  for (const [file, picture] of Object.entries(grammarPictures()))
    writeFileSync(join(import.meta.dirname, file), picture);
}

if (import.meta.main) {
  const page = join(import.meta.dirname, "alarms.md");
  writeFileSync(page, alarmsPage(readFileSync(page, "utf8")));
}
