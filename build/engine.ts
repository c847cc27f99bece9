// Holds: the build of the engine: AssemblyScript into WebAssembly into a TypeScript file.
// In: src/engine/wasm. Out: src/engine/module.ts; with --check only whether it is what the sources give.
// Always: the same sources give the same bytes.

import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import asc from "assemblyscript/asc";

const ROOT = resolve(import.meta.dirname, "..");
const MODULE = resolve(ROOT, "src/engine/module.ts");

const OPTIONS = ["-O3", "--converge", "--noAssert", "--runtime", "stub", "--enable", "simd", "--initialMemory", "16"];

/** The text of src/engine/module.ts. */
export async function engineModule(): Promise<string> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(["src/engine/wasm/index.ts", "--outFile", "engine.wasm", ...OPTIONS], {
    readFile: (name, base) => {
      try {
        return readFileSync(resolve(ROOT, base, name), "utf8");
      } catch {
        return null;
      }
    },
    writeFile: (_name, contents) => {
      binary = typeof contents === "string" ? undefined : contents;
    },
  });
  if (error !== null || binary === undefined) throw new Error(`the engine does not compile:\n${stderr}`);
  const text = Buffer.from(binary).toString("base64");
  return `${HEADER}export const MODULE =\n  "${text}";\n`;
}

const HEADER = `// Holds: the engine's WebAssembly module, in base64.
// In: nothing. Out: its bytes.
// Always: written by \`npm run engine\` from src/engine/wasm; a test compares the two.

// biome-ignore format: one long line
`;

if (process.argv[1] === import.meta.filename) {
  writeFileSync(MODULE, await engineModule());
}
