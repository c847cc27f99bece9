// Holds: a pattern typed, mended and completed in CodeMirror, in a real browser.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Bundle, bundle, isWithoutBrowser, openBrowser, openPage, picture, pointAt, type Scheme } from "./page.ts";

describe.skipIf(isWithoutBrowser)("in CodeMirror", () => {
  let browser: Browser;
  let built: Bundle;

  beforeAll(async () => {
    [built, browser] = await Promise.all([bundle("codemirror.ts"), openBrowser()]);
  }, 120_000);
  afterAll(() => browser?.close());

  async function typed(pattern: string, scheme: Scheme = "light"): Promise<Page> {
    const page = await openPage(browser, built, scheme);
    await page.locator(".cm-content").click();
    await page.keyboard.type(pattern);
    return page;
  }

  const text = (page: Page): Promise<string> => page.evaluate("page.text()");

  test.each<Scheme>(["light", "dark"])("a mistake is shown where it is and mended by a click (%s)", async (scheme) => {
    const page = await typed('{ $.a == 1 && $.b = "x*" }', scheme);
    await page.keyboard.press("Escape");
    const mark = page.locator(".cm-lintRange-error");
    await mark.waitFor();
    expect(await mark.allTextContents()).toEqual(["=="]);
    const place = await page.evaluate<number>("page.placeOf(6)");
    await expect.poll(async () => (await mark.boundingBox())?.x ?? -1).toBeCloseTo(place, 0);
    await mark.hover();
    await page.locator(".cm-diagnosticAction").waitFor();
    await picture(page, `codemirror-mistake-${scheme}`);
    await page.locator(".cm-diagnosticAction").click();
    expect(await text(page)).toBe('{ $.a = 1 && $.b = "x*" }');
    await mark.waitFor({ state: "detached" });
    await page.close();
  });

  test("a mistake is mended by the keyboard alone", async () => {
    const page = await typed("{ $.a == 1 }");
    await page.locator(".cm-lintRange-error").waitFor();
    await page.keyboard.press("Control+Shift+m");
    await page.locator(".cm-panel-lint").waitFor();
    await page.keyboard.press("w"); // The letter that the panel underlines in "Write =".

    await expect.poll(() => text(page)).toBe("{ $.a = 1 }");
    await page.close();
  });

  test.each<Scheme>(["light", "dark"])("what the sample events hold is offered while typing (%s)", async (scheme) => {
    const page = await typed("{ $.userI", scheme);
    await page.locator(".cm-tooltip-autocomplete").getByText("$.userIdentity.type").waitFor();
    await page.waitForTimeout(150); // In its first 75 ms the list takes no key for its own.
    await page.keyboard.press("ArrowDown");
    await page.locator('[aria-selected="true"]').getByText("$.userIdentity.type").waitFor();
    await picture(page, `codemirror-completion-${scheme}`);
    await page.keyboard.press("Enter");
    expect(await text(page)).toBe("{ $.userIdentity.type");
    await page.close();
  });

  test("a finished word is left in peace", async () => {
    const page = await typed("ERROR");
    await page.waitForTimeout(300);
    expect(await page.locator(".cm-tooltip-autocomplete").count()).toBe(0);
    await page.close();
  });

  test.each<Scheme>(["light", "dark"])("the pointer tells what a piece means (%s)", async (scheme) => {
    const page = await typed('{ $.eventName = "Console*" }', scheme);
    await page.keyboard.press("Escape");
    const y = (await page.locator(".cm-line").boundingBox())!.y + 8;
    await pointAt(page, 5, y, page.locator(".cm-tooltip-cwfilter").getByText("eventName", { exact: true }));
    await picture(page, `codemirror-hover-${scheme}`);
    await page.close();
  });
});
