// The embedded module is what the sources compile to.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { engineModule } from "../../build/engine.ts";

test("the embedded module is what `npm run engine` makes of src/engine/wasm", { timeout: 60_000 }, async () => {
  const embedded = readFileSync(resolve(import.meta.dirname, "../../src/engine/module.ts"), "utf8");
  expect(embedded).toBe(await engineModule());
});
