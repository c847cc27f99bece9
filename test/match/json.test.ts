// JSON patterns, predicate by predicate: what a plain selector asks, what one with a wildcard asks, and what is kept of an event.

import { describe, expect, test } from "vitest";
import { compilePattern } from "../../src/index.ts";
import { type JsonNode, scanEvent } from "../../src/match/scan.ts";
import { shapeOf } from "../../src/match/shape.ts";
import { requirePattern } from "../../src/pattern/validate.ts";

const matches = (condition: string, event: string): boolean => compilePattern(`{ ${condition} }`).test(event);

describe("a selector with a wildcard", () => {
  test.each([
    ["$.a[*] > 1", '{"a":[0,2]}', true],
    ["$.a[*] > 1", '{"a":[0,1]}', false],
    ["$.a[*] >= 2", '{"a":{"x":1,"y":2}}', true],
    ["$.a.* < 0", '{"a":{"x":1,"y":2}}', false],
    ["$.a[*] = 2", '{"a":[1,2]}', true],
    ["$.a[*] = 2", '{"a":[1,3]}', false],
    ["$.a[*] = 2", '{"a":2}', false],
    ["$.a[*].b = 2", '{"a":[{"b":1},{},{"b":2}]}', true],
    ["$.a[*].b = 2", '{"a":[{"b":1},{"c":2}]}', false],
    ["$.a[*] != 2", '{"a":[1,2]}', false],
    ["$.a[*] != 2", '{"a":[1,3]}', true],
    ["$.a[*] != 2", '{"a":[]}', true],
    ["$.a[*] != 2", '{"a":2}', true],
    ["$.a[*] != 2", '{"b":2}', false],
    ["$.a[*] NOT EXISTS", '{"a":[1]}', false],
    ["$.a[*] NOT EXISTS", '{"a":[]}', true],
    ["$.a[*] NOT EXISTS", "{}", true],
    ["$.a[*] IS NULL", '{"a":[1,null]}', true],
    ["$.a[*] IS NULL", '{"a":[[null]]}', false],
    ["$.a[*] IS TRUE", '{"a":[false,true]}', true],
  ] as const)("any value will do, but for != and NOT EXISTS: %s over %s: %s", (condition, event, expected) => {
    expect(matches(condition, event)).toBe(expected);
  });
});

describe("selectors that begin alike", () => {
  test.each([
    ["$.a.b = 1 && $.a.c = 2", '{"a":{"b":1,"c":2}}', true],
    ["$.a.b = 1 && $.a.c = 2 && $.a.d[0] = 3", '{"a":{"d":[3],"c":2,"b":1}}', true],
    ["$.a[0].b = 1 && $.a[0].c = 2", '{"a":[{"b":1,"c":2}]}', true],
    ["$.a[0].b = 1 && $.a[*].c = 2", '{"a":[{"b":1},{"c":2}]}', true],
    ["$.a.b = 1 && $.a NOT EXISTS", '{"a":{"b":1}}', false],
  ] as const)("are followed each: %s over %s: %s", (condition, event, expected) => {
    expect(matches(condition, event)).toBe(expected);
  });
});

describe("of an event nothing is kept but what is selected", () => {
  const event = '{"a":[null,{"b":1}],"c":{"d":2,"e":3},"f":4}';
  const kept = (...patterns: readonly string[]): unknown => {
    const conditions = patterns.map((pattern) => {
      const analysed = requirePattern(pattern, {});
      if (analysed.kind !== "json") throw new Error(`${pattern} is no JSON pattern`);
      return analysed.condition;
    });
    return drawn(scanEvent(event, shapeOf(conditions))!);
  };

  /** The kinds of all nodes, each under its name. */
  function drawn(node: JsonNode): unknown {
    if (node.kind === "object") return Object.fromEntries([...node.members].map(([key, value]) => [key, drawn(value)]));
    return node.kind === "array" ? node.elements.map(drawn) : node.kind;
  }

  test.each<[pattern: string, kept: unknown]>([
    ["{ $.f = 4 }", { f: "number" }],
    ["{ $.c.d = 2 }", { c: { d: "number" } }],
    ["{ $.c = 2 }", { c: {} }],
    ["{ $.c.* = 2 }", { c: { d: "number", e: "number" } }],
    ["{ $.a[0] = 1 }", { a: ["null"] }],
    ["{ $.a = 1 }", { a: [] }],
    ["{ $.a IS TRUE }", { a: [] }],
    ["{ $.a NOT EXISTS }", { a: [] }],
    // The elements of an array decide IS NULL, what is in them does not.
    ["{ $.a IS NULL }", { a: ["null", {}] }],
  ])("%s", (pattern, expected) => {
    expect(kept(pattern)).toEqual(expected);
  });

  test("of several patterns what any of them selects", () => {
    expect(kept("{ $.c.d = 2 }", "{ $.c.e = 2 || $.a[1].b = 1 }", "{ $.f = 1 }")).toEqual({
      // An element that nobody asked for leaves a hole.
      a: [undefined, { b: "number" }],
      c: { d: "number", e: "number" },
      f: "number",
    });
  });
});
