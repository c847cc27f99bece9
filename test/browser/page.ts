// Holds: a page in a real Chromium: bundled from the sources, opened light or dark.
// In: a file of test/browser/pages/. Out: the page, whose script has run; the reason when there is no browser.
// Always: without a browser nothing runs and it says so; in CI that is a failure.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { type Browser, chromium, type Locator, type Page } from "playwright-core";
import { build, type Rolldown } from "vite";

/** Debian's, or the one that is named. */
const EXECUTABLE: string = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** True when the tests of pages can't run here. */
export const isWithoutBrowser: boolean = !existsSync(EXECUTABLE);

if (isWithoutBrowser) {
  const reason = `no browser at ${EXECUTABLE}: CHROMIUM names another place`;
  if (process.env.CI) throw new Error(reason);
  console.warn(`skipped: ${reason}`);
}

const QUIET = "no-sandbox disable-gpu disable-background-networking disable-component-update no-first-run";

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: QUIET.split(" ").map((flag) => `--${flag}`) });
}

export interface Bundle {
  readonly script: string;
  readonly style: string;
}

/** One script, with what it exports as the global `page`, and one style sheet. */
export async function bundle(name: string): Promise<Bundle> {
  const entry = resolve(import.meta.dirname, "pages", name);
  const lib = { entry, formats: ["iife" as const], name: "page", fileName: "page" };
  const options = { write: false, minify: true, lib, rolldownOptions: { output: { codeSplitting: false } } };
  const built = await build({ configFile: false, logLevel: "error", build: options });
  const [{ output }] = built as unknown as [Rolldown.RolldownOutput];
  const style = output.map((part) => (part.type === "asset" && part.fileName.endsWith(".css") ? part.source : ""));
  return { script: output.map((part) => (part.type === "chunk" ? part.code : "")).join(""), style: style.join("") };
}

export type Scheme = "light" | "dark";

/** A fresh page; the console's errors fail the test that caused them. */
export async function openPage(browser: Browser, { script, style }: Bundle, scheme: Scheme): Promise<Page> {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width: 760, height: 360 } });
  const colours = scheme === "light" ? "color: #000; background: #fff" : "color: #ddd; background: #1e1e1e";
  const head = `<title>Pattern</title><style>:root { color-scheme: ${scheme}; ${colours} } ${style}</style>`;
  page.setDefaultTimeout(10_000);
  await page.setContent(`<!doctype html><html lang="en">${head}<body style="margin: 120px 24px">`);
  await page.addScriptTag({ content: script });
  await page.evaluate(`page.open(${scheme === "dark"})`);
  return page;
}

/** Points at a character until the note about it is there: a pointer that moves before the text is drawn meets nothing. */
export async function pointAt(page: Page, offset: number, y: number, note: Locator): Promise<void> {
  const x = await page.evaluate<number>(`page.placeOf(${offset})`);
  for (let trial = 0; trial < 10 && !(await note.isVisible()); trial++) {
    await page.mouse.move(x + 2 + (trial % 2), y);
    await note.waitFor({ timeout: 1000 }).catch(() => {});
  }
  await note.waitFor({ timeout: 1000 });
}

/** Keeps a picture when SCREENSHOTS names a folder. */
export async function picture(page: Page, name: string, options: { readonly fullPage?: boolean } = {}): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, ...options });
}
