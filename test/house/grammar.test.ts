// The drawn and the written grammars of docs/language.md are those that the parsers read.

import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { grammarPictures, grammarRules, grammarText, languagePage } from "../../docs/grammar.ts";

const DOCS = resolve(import.meta.dirname, "../../docs");
const page = readFileSync(join(DOCS, "language.md"), "utf8");

test("docs/language.md holds the grammars of today (npm run docs writes them)", () => {
  expect(page).toBe(languagePage(page));
  for (const language of ["terms", "json", "fields"] as const)
    expect(page).toContain(grammarText(grammarRules(language)));
});

test("every grammar is drawn, and every rule it names is there", () => {
  for (const [file, picture] of Object.entries(grammarPictures())) {
    expect(readFileSync(join(DOCS, file), "utf8")).toBe(picture);
    expect(page).toContain(`](${file})`);
    const titles = [...picture.matchAll(/class="name"[^>]*>([^<]*)</g)].map((found) => found[1]);
    const named = [...picture.matchAll(/class="rule"[^>]*\/><text[^>]*>([^<]*)</g)].map((found) => found[1]);
    expect(titles).toEqual([...new Set(["pattern", ...named])]);
  }
});
