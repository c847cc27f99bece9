// The reader of JSON events accepts what JSON.parse accepts, and keeps what was asked for.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { compilePattern } from "../../src/index.ts";
import { type JsonNode, scanEvent } from "../../src/match/scan.ts";
import { shapeOfPaths } from "../../src/match/shape.ts";

const ALL = shapeOfPaths([[{ kind: "wildcard" }, { kind: "wildcard" }]]);
const NONE = shapeOfPaths([]);

/** Whether JSON.parse reads the text as one object. */
function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** A node as the value it stands for, two levels deep. */
function standsFor(node: JsonNode): unknown {
  switch (node.kind) {
    case "string":
      return node.text;
    case "number":
      return Number(node.source);
    case "object":
      return Object.fromEntries([...node.members].map(([name, member]) => [name, standsFor(member)]));
    case "array":
      return node.elements.map((element) => element && standsFor(element));
    default:
      return JSON.parse(node.kind);
  }
}

/** Valid JSON, and the same with one character changed, left out or put in. */
const almostJson = fc
  .tuple(fc.json({ maxDepth: 4 }), fc.nat(), fc.constantFrom(...'{}[]",:0-+.eE\\u \n\t\u0000tfn'), fc.nat(3))
  .map(([json, seed, character, how]) => {
    const text = `{"a":${json}}`;
    const at = seed % (text.length + 1);
    if (how === 0) return text;
    if (how === 1) return text.slice(0, at) + text.slice(at + 1);
    return text.slice(0, at) + character + text.slice(how === 2 ? at : at + 1);
  });

describe("the scanner", () => {
  property.prop([almostJson], { numRuns: 2000 })("accepts exactly the objects that JSON.parse accepts", (text) => {
    const expected = isObject(text);
    expect(scanEvent(text, NONE) !== undefined).toBe(expected);
    expect(scanEvent(text, ALL) !== undefined).toBe(expected);
  });

  property.prop([
    fc.dictionary(fc.string(), fc.oneof(fc.jsonValue({ maxDepth: 0 }), fc.array(fc.jsonValue({ maxDepth: 0 })))),
  ])("reads the values that JSON.parse reads", (object) => {
    const text = JSON.stringify(object, undefined, 1);
    expect(standsFor(scanEvent(text, ALL)!)).toEqual(JSON.parse(text));
  });

  test.each([
    ...['"\\u12g4"', '"\\u123"', '"\\u"', '"\\u 123"', '"\\x"', '"\\', '"\\u12345"', '"\\u00e9"'],
    ...["1.", "1.x", "-", "-x", "-01", "01", ".5", "1e", "1e+", "1ex", "1e5", "1.5e-3", "+1", "0x1", "1.0.0", "-.5"],
    ...["tru", "truE", "nul", "nulll", "falsy", "Infinity", "NaN", "undefined"],
    ...[
      "[1,]",
      "[,]",
      "[1 2]",
      "[",
      "]",
      '{"b"}',
      '{"b":}',
      "{b:1}",
      '{"b":1,}',
      '{"b":1 "c":2}',
      '{"b" :1 , "c": 2 }',
      "[ ]",
      "[\t1 , [ ] ]",
      "{ }",
      '{ "b": { } }',
    ],
    ...['"\\n\u0001"', '"\\n', '{"\\n\u0001":1}'],
    ...['{"b":{"\\q":1}}', "[[1],[2]]", '"a\u0001b"', '"a\u007fb"', '"a\u2028b"', "'a'", '"a', "[1]]", "/**/1"],
  ])("reads %j where JSON.parse does, kept or passed over", (value) => {
    for (const event of [`{"a":${value}}`, `{"a":${value}`, `{"a":[${value}, 1],"b":{"c":${value}}}`]) {
      expect(scanEvent(event, NONE) !== undefined, event).toBe(isObject(event));
      expect(scanEvent(event, ALL) !== undefined, event).toBe(isObject(event));
    }
  });

  test("keeps the text of numbers", () => {
    const event = scanEvent('{"a":12.0,"b":9007199254740993,"c":-0,"d":1E+2}', ALL);
    expect(event).toMatchObject({ kind: "object" });
    const members = (event as { members: ReadonlyMap<string, JsonNode> }).members;
    expect([...members.values()].map((node) => (node as { source: string }).source)).toEqual([
      ...["12.0", "9007199254740993", "-0", "1E+2"],
    ]);
  });

  test("takes the last of duplicate keys, whatever they hold", () => {
    const test = (event: string) => compilePattern("{ $.a.b = 1 }").test(event);
    expect(test('{"a":{"b":2},"a":{"b":1}}')).toBe(true);
    expect(test('{"a":{"b":1},"a":{"b":2}}')).toBe(false);
    expect(test('{"a":{"b":1},"a":3}')).toBe(false);
    expect(test('{"a":{"b":1},"\\u0061":3}')).toBe(false);
  });

  test("knows no key that is not there", () => {
    for (const name of ["constructor", "toString", "__proto__", "hasOwnProperty"]) {
      expect(compilePattern(`{ $.${name} NOT EXISTS }`).test("{}"), name).toBe(true);
      expect(compilePattern(`{ $.${name} = 1 }`).test(`{"${name}":1}`), name).toBe(true);
    }
  });

  test("reads an event nested a hundred thousand deep, where nobody asked and where someone did", () => {
    const deep = `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)},"b":1}`;
    expect(compilePattern("{ $.b = 1 }").test(deep)).toBe(true);
    expect(compilePattern("{ $.a[0][0] NOT EXISTS }").test(deep)).toBe(false);
    expect(compilePattern("{ $.b = 1 }").test(deep.slice(0, -3))).toBe(false);
  });

  test("refuses a byte-order mark, text around the object, and anything but an object", () => {
    for (const event of ['\ufeff{"a":1}', 'x {"a":1}', '{"a":1} x', "[1]", "1", "null", "", '"a"', "{'a':1}"]) {
      expect(compilePattern("{ $.a NOT EXISTS }").test(event), event).toBe(false);
      expect(compilePattern("{ $.a = 1 }").test(event), event).toBe(false);
    }
    expect(compilePattern("{ $.a = 1 }").test(' \t\r\n{"a":1}\n ')).toBe(true);
  });
});
