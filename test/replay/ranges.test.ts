import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SourceProblem } from "../../src/replay/sources/problem.ts";
import { readRange } from "../../src/replay/sources/range-reader.ts";
import { RangedSource } from "../../src/replay/sources/ranged-source.ts";
import { type ByteRange, rangesOf } from "../../src/replay/sources/ranges.ts";
import { readSource } from "../../src/replay/sources/source.ts";
import type { FoundFile } from "../../src/replay/sources/walk.ts";

let path: string;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "ranges-"));
  path = join(folder, "log");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(content: Uint8Array): FoundFile {
  writeFileSync(path, content);
  return { path, modified: 0, size: statSync(path).size, identity: path, inDigests: false };
}

interface Told {
  readonly lines: readonly string[];
  readonly events: number;
  readonly problems: readonly Omit<SourceProblem, "bytesRead">[];
}

const linesIn = (bytes: Buffer): string[] =>
  bytes
    .toString("utf8")
    .split("\n")
    .map((line) => line.replace(/\r$/, ""))
    .filter((line) => line !== "");

const told = (problems: readonly SourceProblem[]) => problems.map(({ bytesRead: _none, ...rest }) => rest);

/** What is taken and told when the file is read in one go. */
async function inOneGo(file: FoundFile): Promise<Told> {
  const lines: string[] = [];
  const problems: SourceProblem[] = [];
  const progress = { bytes: 0, events: 0 };
  const taker = {
    lines: (bytes: Buffer) => lines.push(...linesIn(bytes)),
    event: () => expect.unreachable("lines are taken as they stand"),
  };
  const onProblem = (problem: SourceProblem) => problems.push(problem);
  const onDigest = () => expect.unreachable("no digest");
  for await (const batch of readSource(file, { taker, progress, onProblem, onDigest })) expect(batch).toEqual([]);
  return { lines, events: progress.events, problems: told(problems) };
}

function inRanges(file: FoundFile, ranges: readonly ByteRange[]): Told {
  const lines: string[] = [];
  const problems: SourceProblem[] = [];
  const source = new RangedSource(file.path, (problem) => problems.push(problem));
  for (const range of ranges) {
    const taker = { lines: (bytes: Buffer) => lines.push(...linesIn(bytes)), event: () => expect.unreachable() };
    for (const news of readRange(file, range, { taker })) source.add(news);
  }
  source.end();
  expect(source.progress.bytes).toBeGreaterThanOrEqual(file.size);
  return { lines, events: source.progress.events, problems: told(problems) };
}

function cutAt(places: readonly number[]): readonly ByteRange[] {
  const starts = [0, ...places];
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? Number.POSITIVE_INFINITY }));
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** What lines are made of, bad bytes and halves of line breaks among them. */
const pieces = fc.array(
  fc.constantFrom("a", "ERROR x", "\n", "\n", "\r\n", "\r", "\n\n", "é", "\xff", "\xc3", '{"a":1}', " "),
  { maxLength: 24 },
);

describe("a file read in ranges", () => {
  property.prop([fc.boolean(), pieces, fc.array(fc.nat(60), { maxLength: 6 })])(
    "gives and tells what it does in one go, wherever it is cut",
    async (isMarked, parts, places) => {
      const text = Buffer.from(`x${parts.join("")}`, "latin1");
      const file = written(isMarked ? Buffer.concat([MARK, text]) : text);
      // The mark is looked for at the beginning of the first range.
      const cuts = [...new Set(places)].filter((place) => place >= 3 && place < file.size).sort((a, b) => a - b);
      expect(inRanges(file, cutAt(cuts))).toEqual(await inOneGo(file));
    },
  );

  test("counts lines and events on over ranges, for problems too", async () => {
    const long = "y".repeat(1_100_000);
    const bad = Buffer.from([0x62, 0xff, 0x0a]);
    const file = written(Buffer.concat([Buffer.from(`one\n\n${long}\ntwo\r\n`), bad, Buffer.from(`${long}\n`), bad]));
    const whole = await inOneGo(file);
    expect(whole.problems).toMatchObject([
      { code: "too-long", line: 3, eventsRead: 1 },
      { code: "too-long", line: 6, eventsRead: 3 },
      { code: "not-utf8", line: 5, count: 2 },
    ]);
    for (const size of [300_000, 524_288, 1_100_005, 1_100_006, 1_100_007]) {
      const cuts = Array.from({ length: Math.floor(file.size / size) }, (_, index) => (index + 1) * size);
      expect(inRanges(file, cutAt(cuts)), String(size)).toEqual(whole);
    }
  });

  test("is one of plain lines, large enough for two", () => {
    const size = 1000;
    const lines = written(Buffer.from("a line\n".repeat(500)));
    const ranges = rangesOf(lines, size);
    expect(ranges).toEqual([
      { start: 0, end: 1000 },
      { start: 1000, end: 2000 },
      { start: 2000, end: Number.POSITIVE_INFINITY },
    ]);
    expect(rangesOf(lines, 2000)).toBeUndefined();
    const exported = `${JSON.stringify({ timestamp: 1_415_214_778_000, message: "x" })}\n`;
    for (const other of [exported.repeat(100), '{"Records":[{"a":1},', "a\0b\n", "{\n  "]) {
      expect(rangesOf(written(Buffer.from(other + "\n".repeat(3000))), size), other).toBeUndefined();
    }
  });

  test("that is gone is told, as where it can't be read", () => {
    const file = { path: join(folder, "gone"), modified: 0, size: 10, identity: "gone", inDigests: false };
    expect(rangesOf(file, 1)).toBeUndefined();
    const [news] = [...readRange(file, { start: 0, end: 5 }, { taker: { lines: () => {}, event: () => {} } })];
    expect(news!.problems).toMatchObject([{ code: "unreadable", message: "no such file or folder" }]);
  });
});
