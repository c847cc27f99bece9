// Holds: the playground in a real browser: what is typed, mended, shown, kept in the address, and how it bears megabytes.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isWithoutBrowser, openBrowser, picture, type Scheme } from "./page.ts";
import { buildSite, type Site, serveSite } from "./site.ts";

const PATIENCE = 30_000;

// A machine that runs other tests beside takes its time to open a page.
describe.skipIf(isWithoutBrowser)("the playground", { timeout: 180_000 }, () => {
  let files: ReadonlyMap<string, string>;
  let site: Site;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];

  beforeAll(async () => {
    [files, browser] = await Promise.all([buildSite(), openBrowser()]);
    site = await serveSite(files.get("index.html")!);
  }, 120_000);
  afterEach(async () => {
    await page?.close();
    expect(problems.splice(0)).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    site?.close();
  });

  interface Opening {
    readonly hash?: string;
    readonly address?: string;
  }

  async function open({ hash = "", address = site.address }: Opening = {}) {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.setDefaultTimeout(PATIENCE);
    page.on("pageerror", ({ message }) => problems.push(message));
    page.on("console", (said) => said.type() === "error" && problems.push(said.text()));
    page.on("request", (request) => /^(?:https?|wss?):/.test(request.url()) && asked.push(request.url()));
    asked.length = 0;
    await page.goto(address + hash);
    await status(/./);
  }
  const asked: string[] = [];

  /** Waits until the page has told so. */
  const status = (text: RegExp): Promise<void> =>
    expect.poll(() => page.locator("#status").textContent(), { timeout: PATIENCE }).toMatch(text);

  async function writeInto(editor: string, text: string): Promise<void> {
    await page.locator(`${editor} .cm-content`).focus();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(text);
  }

  const write = (pattern: string): Promise<void> => writeInto("#pattern", pattern);
  const writeEvents = (...events: readonly string[]): Promise<void> => writeInto("#events", events.join("\n"));
  const choose = (id: string): Promise<unknown> => page.locator("#example").selectOption(id);
  const pattern = (): Promise<string | null> => page.locator("#pattern .cm-content").textContent();

  test("asks for nothing but itself", async () => {
    await open();
    expect(asked).toEqual([site.address]);
  });

  test("works from a file, without a server", async () => {
    const folder = mkdtempSync(join(tmpdir(), "playground-"));
    try {
      writeFileSync(join(folder, "index.html"), files.get("index.html")!);
      await open({ address: pathToFileURL(join(folder, "index.html")).href });
      await status(/5 of 65 events match/);
      expect(asked).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("shows a mistake where it is, and mends it by a click", async () => {
    await open();
    await write('{ $.errorCode == "AccessDenied" }');
    const mark = page.locator("#pattern .cm-lintRange-error");
    await mark.waitFor();
    expect(await mark.allTextContents()).toEqual(["=="]);
    const finding = page.locator("#findings li");
    expect(await finding.allTextContents()).toEqual([expect.stringContaining("== is not an operator here; write =")]);
    await finding.getByRole("button", { name: /^at 15\b/ }).click();
    expect(await page.evaluate("getSelection().toString()")).toBe("==");
    await status(/The pattern has 1 error\. 0 of 65/);
    await finding.getByRole("button", { name: "Write =" }).click();
    expect(await pattern()).toBe('{ $.errorCode = "AccessDenied" }');
    await status(/accepted\. [1-9]\d* of 65/);
    expect(await finding.count()).toBe(0);
    await mark.waitFor({ state: "detached" });
  });

  test("mends mistakes by the keyboard alone", async () => {
    await open();
    await write("{ $.a == 1 AND $.b = 'x' }");
    await status(/3 errors/);
    for (let tries = 0; tries < 3; tries++) {
      // From the pattern: the place of the first finding, then its fix.
      await page.locator("#pattern .cm-content").focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
    }
    expect(await pattern()).toBe('{ $.a = 1 && $.b = "x" }');
    await status(/accepted/);
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("Filter pattern");
  });

  test("colours what matched in pattern and event alike, and lists the extracted values", async () => {
    await open();
    await write("[ip, user, status = 4*]");
    await writeEvents("10.0.0.1 anna 404", "10.0.0.2 bela 200");
    await status(/1 of 2 events matches/);
    const marks = (place: string) =>
      page.locator(`${place} .mark`).evaluateAll((all) =>
        all.map((mark) => {
          const { backgroundColor } = (
            globalThis as never as { getComputedStyle(e: unknown): { backgroundColor: string } }
          ).getComputedStyle(mark);
          return [mark.firstChild?.textContent ?? "", backgroundColor] as const;
        }),
      );
    const event = await marks("#matches .pieces");
    expect(event.map(([text]) => text)).toEqual(["10.0.0.1", "anna", "404"]);
    expect(new Set(event.map(([, colour]) => colour)).size).toBe(3);
    const inPattern = await marks("#pattern");
    expect(inPattern.map(([, colour]) => colour).filter((colour, i, all) => colour !== all[i - 1])).toEqual(
      event.map(([, colour]) => colour),
    );
    expect(await page.locator("#matches dl > div").allTextContents()).toEqual([
      "$ip10.0.0.1",
      "$useranna",
      "$status404",
    ]);
    expect(await page.locator("#events .matching").allTextContents()).toEqual(["10.0.0.1 anna 404"]);
    await page.getByText("Not matching").click();
    expect(await page.locator("#matches .opened tr.fails").allTextContents()).toEqual([expect.stringContaining("200")]);
  });

  test("draws the metric, the states and the mail of the founding scene", async () => {
    await open();
    await status(/3 changes of state, 1 to ALARM/);
    const ink = await page.locator("#plot canvas").evaluate((canvas) => {
      const { width, height, getContext } = canvas as unknown as {
        width: number;
        height: number;
        getContext(kind: string): { getImageData(...box: number[]): { data: Uint8ClampedArray } };
      };
      const { data } = getContext.call(canvas, "2d").getImageData(0, 0, width, height);
      let blue = 0;
      for (let i = 0; i < data.length; i += 4) if (data[i + 2]! > 180 && data[i]! < 80 && data[i + 3]! > 200) blue++;
      return blue;
    });
    expect(ink).toBeGreaterThan(500);
    expect(await page.locator("#plot").getAttribute("aria-label")).toContain("highest 3 at 2014-11-05 19:11:00");
    expect(await page.locator("#line .ALARM .stretch").count()).toBe(1);
    expect(await page.locator("#changes tbody .state").allTextContents()).toEqual(["OK", "ALARM", "OK"]);
    expect(await page.locator("#mail pre").textContent()).toContain(
      'has entered the ALARM state, because "Threshold Crossed: 1 datapoint (3.0) was greater than the threshold (1.0)."',
    );
    await page.locator("#threshold").fill("5");
    await status(/0 to ALARM/);
    expect(await page.locator("#mail").textContent()).toBe("");
    await page.locator("#threshold").fill("much");
    await expect.poll(() => page.locator("#threshold-error").textContent()).toContain("Threshold");
    expect(await page.locator("#threshold").getAttribute("aria-invalid")).toBe("true");
  });

  test("keeps everything in its address, through a reload and in another page", async () => {
    await open();
    await write('"disk full" -debug');
    await writeEvents("2026-11-05T09:00:00Z disk full", "2026-11-05T09:00:30Z disk full ünd 😀");
    await page.locator("#period").selectOption("300");
    await status(/2 of 2/);
    await expect.poll(() => page.url()).toMatch(/#1\.[\w-]{100,}$/);
    await page.waitForTimeout(400);
    const address = page.url();
    await page.reload();
    await status(/2 of 2/);
    expect(await pattern()).toBe('"disk full" -debug');
    expect(await page.locator("#events .cm-line").allTextContents()).toEqual([
      ...["2026-11-05T09:00:00Z disk full", "2026-11-05T09:00:30Z disk full ünd 😀"],
    ]);
    expect(await page.locator("#period").inputValue()).toBe("300");
    await page.evaluate("location.hash = ''");
    await status(/65 events/);
    await page.evaluate(`location.hash = ${JSON.stringify(new URL(address).hash)}`);
    await status(/2 of 2/);
  });

  test("says so when the address is damaged, and shows an example", async () => {
    await open({ hash: "#garbage" });
    const told = page.getByText("The link is damaged");
    expect(await told.isVisible()).toBe(true);
    await status(/5 of 65/);
    for (const hash of ["#1.AAAA", "#1.%F0%9F", `#1.${"x".repeat(5000)}`]) {
      await page.locator("#notice").evaluate((notice) => {
        notice.textContent = "";
      });
      await page.evaluate(`location.hash = ${JSON.stringify(hash)}`);
      await told.waitFor();
    }
  });

  test("answers while it reads 5 MB that were pasted", async () => {
    await open();
    await browser.startTracing(page, { categories: ["toplevel"] });
    const { typed, total } = await page.evaluate<{ typed: number; total: number }>(paste5MB);
    const { longest, tasks } = tasksOfPages(await browser.stopTracing());
    expect(tasks).toBeGreaterThan(10);
    // Longer than this a key would be felt to hang. Processor time: other tests that run beside do not count.
    expect(longest).toBeLessThan(200);
    expect(typed).toBeGreaterThan(0);
    await status(/of 10,\d{3} events/);
    expect(total).toBeGreaterThan(5_000_000);
    await expect.poll(() => page.locator("#events-note").textContent()).toContain("too long for a link");
    await write("x".repeat(3000));
    await page.getByText("Of 3,000 characters the first 2,048 are kept").waitFor();
  });

  const VIEWS: readonly (readonly [name: string, Scheme, width: number, example: string, told: RegExp])[] = [
    ["light", "light", 1440, "refused-calls", /5 of 65/],
    ["light-mistakes", "light", 1440, "mistakes", /4 errors/],
    ["dark", "dark", 1440, "slow-answers", /184 of 184/],
    ["dark-warning", "dark", 1000, "cis-no-mfa", /1 remark/],
    ["phone-dark", "dark", 360, "cis-root", /of 31 events|[2-9] of \d+ events/],
    ["phone", "light", 360, "server-errors", /to ALARM/],
  ];

  test("has no barrier that axe finds, and fits its window, light and dark, wide and narrow", async () => {
    await open();
    await page.addScriptTag({ content: axe.source });
    for (const [name, colorScheme, width, example, told] of VIEWS) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.locator("#status").evaluate((one) => one.replaceChildren());
      await choose(example);
      await status(told);
      await picture(page, `playground-${name}`, { fullPage: true });
      expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBe(width);
      await standsStill(page);
      const found = await page.evaluate<readonly Violation[]>("axe.run(document).then(({ violations }) => violations)");
      const said = found.map(({ id, nodes }) => [id, ...nodes.map((node) => `${node.html} ${node.failureSummary}`)]);
      expect(said, name).toEqual([]);
    }
  });

  test("goes dark by a button, and stays so", async () => {
    await open();
    const background = () => page.evaluate("getComputedStyle(document.body).backgroundColor");
    const light = await background();
    await page.getByRole("button", { name: "Dark" }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    expect(await background()).toBe(dark);
    await page.getByRole("button", { name: "Dark", pressed: true }).click();
    expect(await background()).toBe(light);
  });
});

/** Until nothing of a page has changed for a while: axe loses its way in elements that are replaced while it looks. */
async function standsStill(page: Page): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    let timer = setTimeout(resolve, 400);
    new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(resolve, 400);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  })`);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** Pastes 5 MB of CloudTrail into the events, and types into the pattern meanwhile. */
const paste5MB = `(async () => {
  const line = (i) => JSON.stringify({ eventTime: new Date(1415214000000 + i * 1000), errorCode: i % 7 ? "None" : "AccessDenied", id: "x".repeat(400) });
  const text = Array.from({ length: 10800 }, (_, i) => line(i)).join("\\n");
  const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const told = document.getElementById("status");
  const content = document.querySelector("#events .cm-content");
  content.focus();
  getSelection().selectAllChildren(content);
  await wait(200);
  told.textContent = "";
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const start = performance.now();
  content.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  let typed = 0;
  document.querySelector("#pattern .cm-content").focus();
  while (told.textContent === "" && performance.now() - start < 30000) {
    await wait(20);
    if (typed > 0 || performance.now() - start < 300) continue;
    document.execCommand("insertText", false, " ");
    typed++;
  }
  return { typed, total: text.length };
})()`;

/** How many tasks the main threads of pages had, and the processor time of the longest, in milliseconds. */
function tasksOfPages(trace: Buffer): { readonly longest: number; readonly tasks: number } {
  interface TraceEvent {
    readonly name: string;
    readonly pid: number;
    readonly tid: number;
    readonly tdur?: number;
    readonly args: { readonly name?: string };
  }
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const named = traceEvents.filter(({ name, args }) => name === "thread_name" && args.name === "CrRendererMain");
  const threads = new Set(named.map(({ pid, tid }) => `${pid}/${tid}`));
  const times = traceEvents.flatMap(({ pid, tid, name, tdur }) =>
    name === "ThreadControllerImpl::RunTask" && threads.has(`${pid}/${tid}`) ? [(tdur ?? 0) / 1000] : [],
  );
  return { longest: Math.max(...times), tasks: times.filter((time) => time > 0).length };
}
