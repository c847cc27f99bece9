// Holds: an editor gets its answers in time, whatever is written.

import { describe, expect, test } from "vitest";
import { classify, complete } from "../../src/editor/index.ts";

const SIZE = 100_000;
const texts = ["", "{", "[", "%"].flatMap((first) =>
  ["(", '"', "$.a=1&&", "a,", "$.a ", "& ", "a "].map((piece) => [`${first}${piece}…`, first, piece] as const),
);

describe.each(texts)("a hundred kilobytes of %s", (_shown, first, piece) => {
  const text = first + piece.repeat(SIZE / piece.length);

  test.each([50, text.length])("are completed at %d within a second", (at) => {
    const started = performance.now();
    complete(text, at);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test("are coloured whole within a second", () => {
    const started = performance.now();
    const covered = classify(text).reduce((sum, { span }) => sum + span.end - span.start, 0);
    expect(performance.now() - started).toBeLessThan(1000);
    expect(covered).toBeGreaterThanOrEqual(text.replace(/\s/g, "").length);
  });
});
