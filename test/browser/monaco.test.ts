// Holds: a pattern typed, mended, completed and formatted in Monaco, in a real browser.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bundle, isWithoutBrowser, openBrowser, openPage, picture, pointAt, type Scheme } from "./page.ts";

describe.skipIf(isWithoutBrowser)("in Monaco", () => {
  let browser: Browser;
  let pages: Readonly<Record<Scheme, Page>>;

  beforeAll(async () => {
    const [built, opened] = await Promise.all([bundle("monaco.ts"), openBrowser()]);
    browser = opened;
    pages = { light: await openPage(browser, built, "light"), dark: await openPage(browser, built, "dark") };
  }, 120_000);
  afterAll(() => browser?.close());

  async function typed(pattern: string, scheme: Scheme = "light"): Promise<Page> {
    const page = pages[scheme];
    await page.bringToFront();
    await page.evaluate("page.start()");
    await page.keyboard.type(pattern);
    return page;
  }

  const text = (page: Page): Promise<string> => page.evaluate("page.text()");

  test.each<Scheme>(["light", "dark"])(
    "a mistake is shown where it is and mended by a quick fix (%s)",
    async (scheme) => {
      const page = await typed('{ $.a == 1 && $.b = "x*" }', scheme);
      await page.keyboard.press("Escape");
      const mark = page.locator(".squiggly-error");
      await mark.waitFor();
      expect(await page.evaluate("page.markers()")).toMatchObject([
        { code: "operator-form", startLineNumber: 1, startColumn: 7, endColumn: 9 },
      ]);
      const place = await page.evaluate<number>("page.placeOf(6)");
      await expect.poll(async () => (await mark.boundingBox())?.x ?? -1).toBeCloseTo(place, 0);
      await page.evaluate("page.select(7)");
      await page.keyboard.press("Control+.");
      await page.locator(".action-widget").getByText("Write =").waitFor();
      await picture(page, `monaco-mistake-${scheme}`);
      await page.keyboard.press("Enter");
      await expect.poll(() => text(page)).toBe('{ $.a = 1 && $.b = "x*" }');
      await mark.waitFor({ state: "detached" });
      expect(await page.evaluate("page.markers()")).toEqual([]);
    },
  );

  test.each<Scheme>(["light", "dark"])("what the sample events hold is offered while typing (%s)", async (scheme) => {
    const page = await typed("{ $.userI", scheme);
    await page.locator(".suggest-widget").getByText("$.userIdentity.type").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.locator(".suggest-widget .focused").getByText("$.userIdentity.type").waitFor();
    await picture(page, `monaco-completion-${scheme}`);
    await page.keyboard.press("Enter");
    expect(await text(page)).toBe("{ $.userIdentity.type}");
  });

  test("a snippet puts the cursor where it belongs", async () => {
    const page = await typed("");
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget").getByText("{ $. }").waitFor();
    await page.keyboard.press("Enter");
    await page.keyboard.type("a = 1");
    expect(await text(page)).toBe("{ $.a = 1 }");
  });

  test.each<Scheme>(["light", "dark"])("the pointer tells what a piece means (%s)", async (scheme) => {
    const page = await typed('{ $.eventName = "Console*" }', scheme);
    await page.keyboard.press("Escape");
    const y = (await page.locator(".view-lines").boundingBox())!.y + 8;
    await pointAt(page, 5, y, page.locator(".monaco-hover").getByText("eventName", { exact: true }));
    await picture(page, `monaco-hover-${scheme}`);
  });

  test("a pattern is formatted", async () => {
    const page = await typed("{$.a=1}");
    await page.keyboard.press("Escape");
    await page.evaluate("page.format()");
    await expect.poll(() => text(page)).toBe("{ $.a = 1 }");
  });
});
