// Law: of an event's bytes the same values are selected as of its text.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { compileSelection } from "../../src/match/select.ts";
import type { Path } from "../../src/pattern/analysed.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const step = fc.oneof(
  fc.constantFrom("a", "b", "c d", "é", "\ufffd", "").map((name) => ({ kind: "name" as const, name })),
  fc.integer({ min: 0, max: 2 }).map((index) => ({ kind: "index" as const, index })),
);
const path: fc.Arbitrary<Path> = fc
  .tuple(fc.constantFrom("a", "b", "é"), fc.array(step, { maxLength: 2 }))
  .map(([name, rest]) => [{ kind: "name", name }, ...rest]);
const scalar = fc.constantFrom(
  '"x"',
  '"\\u0061\\n"',
  '"é"',
  "1.50",
  "-0",
  "1e3",
  "true",
  "false",
  "null",
  '""',
  "{}",
  "[]",
  "bad",
);
const name = fc.constantFrom('"a"', '"b"', '"c d"', '"é"', '"\\u0061"', '""');
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc
      .array(fc.tuple(name, tie("value")), { maxLength: 3 })
      .map((all) => `{${all.map((one) => one.join(": ")).join(",")}}`),
    fc.array(tie("value"), { maxLength: 3 }).map((all) => `[${all.join(", ")}]`),
  ),
}));
const event = fc.oneof(
  fc.array(fc.tuple(name, value), { maxLength: 4 }).map((all) => `{${all.map((one) => one.join(":")).join(",")}}`),
  fc
    .tuple(fc.constantFrom("", " ", "\n", "\r\n", "x"), value, fc.constantFrom("", "\n", "\r", "{}"))
    .map((all) => all.join("")),
);

describe("a selection", () => {
  property.prop([fc.array(path, { minLength: 1, maxLength: 3 }), event], { numRuns: 2000 })(
    "takes the same of bytes and of text",
    (paths, text) => {
      const select = compileSelection(paths);
      expect(select(encode(text))).toEqual(select(text));
    },
  );

  test("gives texts without escapes, numbers as they are written, and the kind of anything else", () => {
    const select = compileSelection(["s", "n", "o", "t", "z"].map((name): Path => [{ kind: "name", name }]));
    const text = '{"s":"\\u0061\\"","n":1.50,"o":{"s":1},"t":true}';
    const expected = [
      { kind: "string", text: 'a"' },
      { kind: "number", source: "1.50" },
      { kind: "object" },
      { kind: "true" },
      undefined,
    ];
    expect(select(text)).toEqual(expected);
    expect(select(encode(text))).toEqual(expected);
    expect(select(encode(text.replace('\\u0061\\"', "a")))).toEqual([
      { kind: "string", text: "a" },
      ...expected.slice(1),
    ]);
  });

  test("takes nothing of two objects, or of an object on several lines what is in it", () => {
    const select = compileSelection([[{ kind: "name", name: "a" }]]);
    expect(select(encode('{"a":1}\n{"a":1}'))).toEqual([undefined]);
    expect(select(encode('{\n"a":1\n}'))).toEqual([{ kind: "number", source: "1" }]);
  });
});
