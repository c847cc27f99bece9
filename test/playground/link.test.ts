// Settings go through an address and come back; what is no link of the page is told, and never an exception.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../../docs/playground/examples.ts";
import { LONGEST_LINK, linkOf, readLink } from "../../docs/playground/link.ts";
import { CHOICES, DEFAULTS, type SettingName, type Settings } from "../../docs/playground/settings.ts";

const names = Object.keys(DEFAULTS) as readonly SettingName[];

/** Any settings a user can make: a chosen field holds one of its choices, the others any text. */
const anySettings: fc.Arbitrary<Settings> = fc.record(
  Object.fromEntries(
    names.map((name) => {
      const choices = CHOICES[name];
      const typed = fc.string({ unit: "grapheme", maxLength: 60 });
      return [name, choices === undefined ? typed : fc.constantFrom(...choices.map(([value]) => value))];
    }),
  ) as Record<SettingName, fc.Arbitrary<string>>,
);

async function packed(value: unknown): Promise<string> {
  const stream = new Blob([typeof value === "string" ? value : JSON.stringify(value)])
    .stream()
    .pipeThrough(new CompressionStream("deflate-raw"));
  return `#1.${Buffer.from(await new Response(stream).arrayBuffer()).toString("base64url")}`;
}

describe("a link", () => {
  test("gives back the settings that it was made of", async () => {
    await fc.assert(
      fc.asyncProperty(anySettings, async (settings) => {
        const { fragment, holdsEvents } = await linkOf(settings);
        expect(fragment).toMatch(/^#1\.[\w-]+$/);
        expect(holdsEvents).toBe(true);
        expect(await readLink(fragment)).toEqual({ settings, problems: [] });
      }),
    );
  });

  test.each(EXAMPLES.map(({ id, settings }) => ({ id, settings })))(
    "tells the events of an example by its name: $id",
    async ({ settings }) => {
      const { fragment } = await linkOf(settings());
      expect(fragment.length).toBeLessThan(400);
      expect(await readLink(fragment)).toEqual({ settings: settings(), problems: [] });
    },
  );

  test("leaves out events that are too long for it, and says so", async () => {
    const noise = Array.from({ length: 9000 }, (_, i) => Math.sin(i).toString(36)).join("\n");
    for (const events of [noise, "x".repeat(1_000_001)]) {
      const { fragment, holdsEvents } = await linkOf({ ...DEFAULTS, pattern: "ERROR", events });
      expect(holdsEvents).toBe(false);
      expect(fragment.length).toBeLessThan(LONGEST_LINK);
      expect((await readLink(fragment)).settings).toEqual({ ...DEFAULTS, pattern: "ERROR" });
    }
  });

  test.each(["", "#"])("that is empty says nothing (%j)", async (fragment) => {
    expect(await readLink(fragment)).toEqual({ settings: undefined, problems: [] });
  });

  test.each(["#garbage", "#1.", "#1.!!!", "#1.AAAA", "#2.AAAA", "#%00", `#1.${"A".repeat(100_000)}`])(
    "that is damaged is told (%.20s)",
    async (fragment) => {
      const { settings, problems } = await readLink(fragment);
      expect(settings).toBeUndefined();
      expect(problems).toHaveLength(1);
    },
  );

  test.each(["text", "null", "[1]", "7", "{"])("that holds %s is told", async (json) => {
    expect(await readLink(await packed(json))).toMatchObject({ settings: undefined, problems: [expect.any(String)] });
  });

  test("that unpacks to more than the page can hold is told", async () => {
    const bomb = await packed({ events: "a".repeat(5_000_000) });
    expect(bomb.length).toBeLessThan(100_000);
    expect((await readLink(bomb)).settings).toBeUndefined();
  });

  test("keeps what it understands and names the rest", async () => {
    const fragment = await packed({ pattern: "ERROR", period: "61", threshold: 3, colour: "red", example: "none" });
    expect(await readLink(fragment)).toEqual({
      settings: { ...DEFAULTS, pattern: "ERROR" },
      problems: ["The link sets what this page does not know: example, period, threshold, colour."],
    });
  });

  test("of any making never throws", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.base64String().map((text) => `#1.${text}`),
        ),
        async (fragment) => {
          const { settings, problems } = await readLink(fragment);
          expect(settings === undefined || problems !== undefined).toBe(true);
        },
      ),
    );
    await fc.assert(
      fc.asyncProperty(fc.json(), async (json) => {
        const { settings } = await readLink(await packed(json));
        for (const name of names) if (settings !== undefined) expect(settings[name]).toBeTypeOf("string");
      }),
    );
  });
});
