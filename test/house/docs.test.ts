// Pages made from the code stay current, and links inside the project lead somewhere.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";
import { diagnosticsPage } from "../../docs/generate.ts";

const ROOT = resolve(import.meta.dirname, "../..");

test("docs/diagnostics.md lists every code of the catalogue (npm run docs makes it)", () => {
  expect(readFileSync(join(ROOT, "docs/diagnostics.md"), "utf8")).toBe(diagnosticsPage());
});

test("every link to a file of the project leads to one", () => {
  const pages = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
  ];
  const broken = pages
    .filter((page) => page.endsWith(".md"))
    .flatMap((page) => {
      const links = [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g)].map(
        (link) => link[1]!,
      );
      return links.filter((link) => !existsSync(resolve(ROOT, dirname(page), link))).map((link) => `${page}: ${link}`);
    });
  expect(broken).toEqual([]);
});
