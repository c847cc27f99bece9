// The tables of docs/alarms.md say what the evaluation does.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { alarmsPage } from "../../docs/alarms-page.ts";

const page = readFileSync(resolve(import.meta.dirname, "../../docs/alarms.md"), "utf8");

test("docs/alarms.md holds the tables of today (npm run docs writes them)", () => {
  expect(page).toBe(alarmsPage(page));
  expect(page.match(/^\| `[0X -]+` \|/gm)).toHaveLength(10);
});
