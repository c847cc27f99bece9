// Law: lines taken with their times, as they stand in bytes, come to what the same events one by one come to.

import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test as property } from "@fast-check/vitest";
import { afterAll, describe, expect, test } from "vitest";
import { compileMetricFilter } from "../../src/metric/filter.ts";
import { EventFold, type FoldBounds, type FoldState } from "../../src/replay/fold.ts";
import type { SourceProblem } from "../../src/replay/sources/problem.ts";
import { readRange } from "../../src/replay/sources/range-reader.ts";
import { RangedSource } from "../../src/replay/sources/ranged-source.ts";
import { readSource } from "../../src/replay/sources/source.ts";

interface Got {
  readonly state: FoldState;
  readonly problems: readonly Omit<SourceProblem, "bytesRead" | "eventsRead">[];
  readonly events: number;
  /** How many events came alone. */
  readonly alone: number;
}

const filter = (filterPattern: string, more: object = {}, logGroupName?: string) =>
  compileMetricFilter({
    ...{ filterPattern, logGroupName },
    metricTransformations: [{ metricNamespace: "N", metricName: "M", metricValue: "1", ...more }],
  });

const FEW = [
  filter("ERROR"),
  filter('{ $.a = "x" }', { metricValue: "$.n", dimensions: { D: "$.d" } }),
  filter("[first, second]", { metricValue: "$second", defaultValue: 0 }, "group"),
];
const MANY = [...FEW, filter("?a ?b", { metricName: "O", defaultValue: 2 }), filter("{ $.time = * }"), filter("%x+%")];

async function* cut(content: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < content.length; turn++) {
    const size = sizes.length === 0 ? content.length : sizes[turn % sizes.length]!;
    yield content.subarray(at, at + size);
    at += size;
  }
}

interface Reading {
  readonly sizes?: readonly number[];
  readonly many?: boolean;
  readonly bounds?: Partial<FoldBounds>;
  readonly logGroup?: string | undefined;
}

async function read(content: Uint8Array, isTimed: boolean, reading: Reading = {}): Promise<Got> {
  const { sizes = [], many = false, bounds, logGroup } = reading;
  const fold = new EventFold(many ? MANY : FEW, { useLogGroups: true, ...bounds });
  const problems: SourceProblem[] = [];
  const progress = { bytes: 0, events: 0 };
  let alone = 0;
  const taker = {
    timed: fold.addLines.bind(fold),
    event: (event: Parameters<EventFold["add"]>[0]) => {
      alone++;
      fold.add(event);
    },
  };
  const file = { path: "-", modified: undefined, size: 0, identity: "-", inDigests: false };
  const batches = readSource(file, {
    ...{ progress, logGroup, referenceTime: Date.UTC(2014, 11, 1), stdin: cut(content, sizes) },
    ...(isTimed ? { taker } : {}),
    onProblem: (problem) => problems.push(problem),
    onDigest: () => {},
  });
  for await (const batch of batches) for (const event of batch) fold.add(event);
  // Events that came alone come a stretch earlier or later than lines.
  const told = problems.map(({ bytesRead: _bytes, eventsRead: _events, ...problem }) => problem);
  return { state: fold.toState(), problems: told, events: progress.events, alone };
}

const TIMES = [
  ...['"2014-11-05T19:12:58Z"', '"2014-11-05T19:12:03.250Z"', '"2014-11-05T19:13:58Z"', '"2014-02-30T19:12:58Z"'],
  ...['"2014-11-05T19:12:60Z"', '"2014-11-05T19:12:5xZ"', '"2014-11-05T19:12:58.1Z"', '"2014-11-05T19:12:58+0100"'],
  ...['"05/Nov/2014:19:12:58 +0000"', '"Nov  5 19:12:58"', '"2014\\u002d11-05T19:12:58Z"', '"9999-12-31T23:59:60Z"'],
  ...["1415214778", "1415214778123", "1415214778123456", '"1415214778123456"', "1.415214778e9", "-5", "12", "1e400"],
  ...['"x"', "null", "{}", '["2014-11-05T19:12:58Z"]', "true", '""', '"é"'],
];
const NAMES = ["timestamp", "time", "@timestamp", "eventTime", "\\u0074ime", "message", "a", "n", "d"];
const VALUES = ['"x"', '"ERROR"', "1", '"2.5"', '"y\\n"', '{"time":1415214778}', '"\xc3\xa9"', '"\xff"'];

const member = fc
  .tuple(fc.constantFrom(...NAMES), fc.constantFrom(...TIMES, ...VALUES))
  .map(([name, value]) => `"${name}":${value}`);
const object = fc.array(member, { maxLength: 4 }).map((members) => `{${members.join(",")}}`);
const exported = fc.constantFrom(
  '{"timestamp":1415214778000,"message":"ERROR exported"}',
  '{"timestamp":1415214778000,"message":"a b","logGroupName":"group"}',
  '{"message":"ours","timestamp":1415214778000,"level":"a"}',
);
const text = fc.constantFrom(
  ...["ERROR a", "2014-11-05T19:12:58Z ERROR 5", "  2014-11-05 19:12:59 b 7", "\tat x.y", "Nov  5 19:12:58 web a 3"],
  ...["{ no", "{", " {}", "\xc2\xa0{}", "\xc2\xa0a", "\xff ERROR", "[x]", "", "\r", "INFO 2014-11-05T19:14:00Z x"],
);
const line = fc.tuple(fc.oneof(object, text, exported), fc.constantFrom("\n", "\n", "\n", "\r\n"));
const lines = fc.array(line, { maxLength: 12 }).map((all) => all.flat().join(""));
const records = fc
  .tuple(
    fc.array(fc.oneof(object, exported, fc.constantFrom("1", '{ "time": 1415214778 }', '{"a":"x\ny"}')), {
      maxLength: 10,
    }),
  )
  .chain(([all]) =>
    fc
      .constantFrom(`{"Records":[${all.join(",")}]}`, `[{"a":1},${all.join(",")}]`, `{"Records":[${all.join(",")}`)
      .map((document) => document + (all.length % 2 === 0 ? '{"Records":[{"eventTime":"2014-11-05T20:00:00Z"}]}' : "")),
  );
const reading: fc.Arbitrary<Reading> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 3 }),
  many: fc.boolean(),
  bounds: fc.constantFrom<Partial<FoldBounds>>(
    {},
    { useLogGroups: false },
    { useLogGroups: "strict" },
    { from: 1_415_214_778_000, to: 1_415_214_840_000 },
  ),
  logGroup: fc.constantFrom(undefined, "group", "other"),
});

const folder = mkdtempSync(join(tmpdir(), "timed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a file comes to that is read in ranges, each by itself and again when that is needed. */
function readInRanges(path: string, cuts: readonly number[], guess: number): Got & { readonly again: number } {
  const file = { path, modified: Date.UTC(2014, 11, 1), size: statSync(path).size, identity: path, inDigests: false };
  const problems: SourceProblem[] = [];
  const whole = new EventFold(FEW, { useLogGroups: true });
  const source = new RangedSource(path, (problem) => problems.push(problem));
  const fold = new EventFold(FEW, { useLogGroups: true });
  const taker = { timed: fold.addLines.bind(fold), event: fold.add.bind(fold) };
  let again = 0;
  const starts = [0, ...cuts];
  for (const [index, start] of starts.entries()) {
    const range = { start, end: starts[index + 1] ?? Number.POSITIVE_INFINITY };
    let news = [...readRange(file, range, { taker, guess })];
    if (news.at(-1)!.state === "needed") {
      again++;
      fold.clear();
      news = [...readRange(file, range, { taker, before: source.state })];
    }
    for (const one of news) source.add(one);
    whole.addState(fold.toState());
    fold.clear();
  }
  source.end();
  const told = problems.map(({ bytesRead: _bytes, eventsRead: _events, ...problem }) => ({ ...problem, source: "-" }));
  return { state: whole.toState(), problems: told, events: source.progress.events, alone: 0, again };
}

describe("lines and records with their times", () => {
  property.prop([lines, fc.array(fc.nat(200), { maxLength: 4 }), fc.constantFrom(0, 5, 20, 80, 1000)], {
    numRuns: 300,
  })("come to the same in ranges, wherever they are cut", async (content, places, guess) => {
    // A file that is read in ranges has a line that is not empty in its beginning, and is known to be one of lines.
    const bytes = Buffer.from(`first\n${content}`, "latin1");
    const path = join(folder, "log");
    writeFileSync(path, bytes);
    const cuts = [...new Set(places)].filter((place) => place >= 6 && place < bytes.length).sort((a, b) => a - b);
    const { again: _again, alone: _none, ...inRanges } = readInRanges(path, cuts, guess);
    const { alone: _alone, ...whole } = await read(bytes, true);
    expect(inRanges).toEqual(whole);
  });

  test("are read again only where what stands before a range is not known", () => {
    const path = join(folder, "log");
    const trace = "2014-11-05T19:12:58Z ERROR\n\tat a\n\tat b\n";
    writeFileSync(path, trace.repeat(100));
    const cuts = [trace.length * 40 + 30, trace.length * 80];
    expect([0, 10, 60].map((guess) => readInRanges(path, cuts, guess).again)).toEqual([1, 1, 0]);
    writeFileSync(path, '{"time":"2014-11-05T19:12:58Z"}\n'.repeat(100));
    expect(readInRanges(path, [1000, 2000], 0).again).toBe(0);
  });

  property.prop([fc.oneof(lines, records), reading], { numRuns: 400 })(
    "come to what their events come to",
    async (content, how) => {
      const bytes = Buffer.from(content, "latin1");
      const { alone: _alone, ...timed } = await read(bytes, true, how);
      const { alone: _none, ...events } = await read(bytes, false, how);
      expect(timed).toEqual(events);
    },
  );

  test("are not made events when they are JSON with a time, or text", async () => {
    const content = [
      ...['{"time":"2014-11-05T19:12:58Z","a":"x","n":3,"d":"e"}', "2014-11-05T19:12:58Z ERROR 5", "a 6"],
      '{"eventTime":1415214778,"a":"x","n":"4"}',
    ].join("\n");
    const { state, alone } = await read(Buffer.from(content), true);
    expect([state.events, alone]).toEqual([4, 0]);
    expect(state.filters.map(({ matches, sum }) => [matches, sum])).toEqual([
      [1, 1],
      [2, 7],
      [2, 6],
    ]);
    const records = await read(Buffer.from(`{"Records":[{"eventTime":"2014-11-05T19:12:58Z"}]}`), true);
    expect([records.state.events, records.alone]).toEqual([1, 0]);
  });
});
