// What `npm run playground` writes: one small file.

import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { buildSite } from "../browser/site.ts";

/** What a visitor loads, in bytes of gzip. */
const BUDGET = 300_000;

describe("the built playground", () => {
  let files: ReadonlyMap<string, string>;
  beforeAll(async () => {
    files = await buildSite();
  }, 120_000);

  test("is one file below 300 KB of gzip", () => {
    expect([...files.keys()]).toEqual(["index.html"]);
    expect(gzipSync(files.get("index.html")!, { level: 6 }).length).toBeLessThan(BUDGET);
  });

  test("names no other file", () => {
    const page = files.get("index.html")!;
    const head = page.slice(0, page.indexOf("<style>"));
    const body = page.slice(page.indexOf("<body>"), page.indexOf("<script>"));
    expect(`${head}${body}`.match(/\s(?:src|href)="(?!data:)[^"]*"/g)).toBeNull();
    expect(page).not.toContain('type="module"');
    expect(page).not.toMatch(/@import|url\((?!["']?data:)/);
  });
});
