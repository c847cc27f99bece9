// The README's examples run as they stand: every line that ends in `// value` gives that value.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = [...readme.matchAll(/```js\n([\s\S]*?)```/g)].map((block) => block[1]!);

/** The block as a program that prints, as JSON, each value with what the README says of it. */
function program(block: string): string {
  return block
    .replace(/from "tocsin"/g, `from ${JSON.stringify(join(ROOT, "src/index.ts"))}`)
    .replace(/^(\S.*); \/\/ (.+)$/gm, "console.log(JSON.stringify([$1, $2]));");
}

test.each(blocks.map((block, index) => ({ block, index })))("block $index", ({ block }) => {
  const folder = mkdtempSync(join(tmpdir(), "readme-"));
  try {
    const file = join(folder, "example.mjs");
    writeFileSync(file, program(block));
    const run = spawnSync(process.execPath, [file], { encoding: "utf8" });
    expect(run.stderr).toBe("");
    const pairs = run.stdout.split("\n").filter((line) => line !== "");
    for (const pair of pairs) {
      const [value, said] = JSON.parse(pair) as [unknown, unknown];
      expect(value).toEqual(said);
    }
    expect(pairs.length).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
