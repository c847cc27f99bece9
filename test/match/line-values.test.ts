// Holds: the values of lines: what stands at each path, and where; of which lines nothing is told.

import { describe, expect, test } from "vitest";
import { LONGEST } from "../../src/engine/engine.ts";
import { compileLineValues } from "../../src/match/line-values.ts";
import type { Path } from "../../src/pattern/analysed.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A path of names and indexes. */
const path = (...steps: readonly (string | number)[]): Path =>
  steps.map((step) => (typeof step === "string" ? { kind: "name", name: step } : { kind: "index", index: step }));

/** Each line with the kind of each value, and with its text where it has one; undefined of a line without values. */
function told(paths: readonly Path[], text: string): [line: string, values: readonly unknown[] | undefined][] {
  const bytes = encode(text);
  const found: [string, readonly unknown[] | undefined][] = [];
  compileLineValues(paths)(bytes, (start, end, values) => {
    const read = paths.map((_, index) => {
      const kind = values?.kind(index);
      if (kind !== "string" && kind !== "number") return kind;
      return [kind, text.slice(values!.start(index), values!.end(index))];
    });
    found.push([text.slice(start, end), values && read]);
  });
  return found;
}

describe("the values of lines", () => {
  test("are of every kind, each where it stands; nothing where there is none", () => {
    const paths = ["s", "n", "t", "f", "z", "o", "a", "none"].map((name) => path(name));
    const line = '{"s":"text","n":-1.50e3,"t":true,"f":false,"z":null,"o":{"s":1},"a":[1]}';
    expect(told(paths, line)).toEqual([
      [line, [["string", "text"], ["number", "-1.50e3"], "true", "false", "null", "object", "array", undefined]],
    ]);
    expect(told(paths, "{}")).toEqual([["{}", paths.map(() => undefined)]]);
  });

  test("are told line by line, of the last one without a line feed, too; empty lines are none", () => {
    expect(told([path("a"), path("b", 1, "c")], '{"a":1}\r\n\n{"b":[0,{"c":"x"}],"a":"yz"}\n{"a":""}')).toEqual([
      ['{"a":1}', [["number", "1"], undefined]],
      [
        '{"b":[0,{"c":"x"}],"a":"yz"}',
        [
          ["string", "yz"],
          ["string", "x"],
        ],
      ],
      ['{"a":""}', [["string", ""], undefined]],
    ]);
  });

  test("are the last of those of one name", () => {
    const values = [...told([path("a")], '{"a":1,"a":"2"}'), ...told([path("a", "b")], '{"a":{"b":1},"a":3}')];
    for (const [line, read] of values) {
      if (read !== undefined) expect(read, line).toEqual(line.includes("b") ? [undefined] : [["string", "2"]]);
    }
  });

  test("of lines from one buffer after another", () => {
    const read = compileLineValues([path("a")]);
    const seen: unknown[] = [];
    for (const text of ['{"b":0,"a":12}\n', '{"a":3}', '{"a":"four"}\nx']) {
      read(encode(text), (_start, _end, values) => {
        seen.push(values?.kind(0), values && text.slice(values.start(0), values.end(0)));
      });
    }
    expect(seen).toEqual(["number", "12", "number", "3", "string", "four", undefined, undefined]);
  });

  test.each([
    ["text", "x"],
    ["JSON that is no object", "[1]"],
    ["two objects", '{"a":1}{"a":1}'],
    ["an object that is cut", '{"a":1'],
    ["a value with an escape", '{"a":"\\u0061"}'],
  ])("are not told of %s, but the line is, and its neighbours have theirs", (_, line) => {
    const other: [string, readonly unknown[]] = ['{"a":1}', [["number", "1"]]];
    expect(told([path("a")], `${other[0]}\n${line}\n${other[0]}`)).toEqual([other, [line, undefined], other]);
  });

  test("are not told where a path can't be read from bytes, or the bytes are more than the engine takes", () => {
    const line = '{"a":1}';
    expect(told([path("a"), path("\ufffd")], `${line}\n${line}`)).toEqual([
      [line, undefined],
      [line, undefined],
    ]);
    expect(told([path("a"), [{ kind: "wildcard" }]], line)).toEqual([[line, undefined]]);
    const filler = `\n${" ".repeat(LONGEST - line.length)}`;
    expect(told([path("a")], line + filler.slice(0, -1))[0]).toEqual([line, [["number", "1"]]]);
    expect(told([path("a")], line + filler)[0]).toEqual([line, undefined]);
  });
});
