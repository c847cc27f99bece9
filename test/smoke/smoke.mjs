// The built package on every Node that it is for, and in Chromium: `npm run smoke` after a build.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { build } from "vite";

const root = new URL("../../", import.meta.url);
const { exports } = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
const entries = Object.keys(exports).flatMap((path) => (path.endsWith(".json") ? [] : [path.replace(".", "tocsin")]));

/** The packages that bring each Node; `npm ci` links the first one for scripts. */
const NODES = { node: 24, node22: 22, node26: 26 };

const linked = realpathSync(new URL("node_modules/.bin/node", root));
assert.match(linked, /node_modules\/node\//, "npm scripts run on another Node than the project's: `npm ci` mends that");

for (const [name, major] of Object.entries(NODES)) {
  const executable = new URL(`node_modules/${name}/bin/node`, root).pathname;
  const script = new URL("package.mjs", import.meta.url).pathname;
  const { status, stdout, stderr, error } = spawnSync(executable, [script, entries.join(" ")], { encoding: "utf8" });
  if (status !== 0) throw new Error(`On Node ${major}: ${error?.message ?? stderr}`);
  assert.match(stdout, new RegExp(`on Node v${major}\\.`));
  process.stdout.write(stdout);
}

/** A page that loads every entry in both module forms, bundled as users bundle. */
async function bundled() {
  const checks = new URL("checks.mjs", import.meta.url).pathname;
  const lines = [
    ...entries.map((entry, i) => `import * as e${i} from ${JSON.stringify(entry)};`),
    `import { check } from ${JSON.stringify(checks)};`,
    ...entries.map((entry, i) => `check(${JSON.stringify(entry)}, e${i});`),
    ...entries.map((entry) => `check(${JSON.stringify(entry)}, require(${JSON.stringify(entry)}));`),
    "export const done = true;",
  ];
  const id = new URL("test/smoke/page.mjs", root).pathname;
  const page = {
    name: "page",
    resolveId: (from) => (from === id ? id : null),
    load: (of) => (of === id ? lines.join("\n") : null),
  };
  const lib = { entry: id, formats: ["iife"], name: "page", fileName: "page" };
  const options = { write: false, minify: false, lib, rolldownOptions: { output: { codeSplitting: false } } };
  const [{ output }] = await build({
    configFile: false,
    root: root.pathname,
    logLevel: "error",
    build: options,
    plugins: [page],
  });
  const files = output[0].moduleIds.map((file) => file.split("/").pop());
  for (const { import: esm, require: cjs } of Object.values(exports))
    for (const form of [esm, cjs]) if (form) assert.ok(files.includes(form.default.split("/").pop()), form.default);
  return output[0].code;
}

const browser = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(browser)) {
  if (process.env.CI) throw new Error(`no browser at ${browser}: CHROMIUM names another place`);
  console.log(`smoke: skipped in Chromium: no browser at ${browser}`);
} else {
  const { chromium } = createRequire(import.meta.url)("playwright-core");
  const opened = await chromium.launch({ executablePath: browser, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const page = await opened.newPage();
    const failures = [];
    page.on("pageerror", (error) => failures.push(error.message));
    // A page that forbids `eval`.
    const policy = "script-src 'unsafe-inline' 'wasm-unsafe-eval'";
    const head = `<title>smoke</title><meta http-equiv="Content-Security-Policy" content="${policy}">`;
    await page.setContent(`<!doctype html>${head}`);
    await page.addScriptTag({ content: await bundled() });
    assert.deepEqual(failures, []);
    assert.equal(await page.evaluate("page.done"), true);
    console.log(`smoke: ${entries.length} entries work in Chromium ${opened.version()}, in both module forms`);
  } finally {
    await opened.close();
  }
}
