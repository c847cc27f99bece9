import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  LONGEST_EVENT,
  type ReadLogsOptions,
  readLogBatches,
  readLogs,
  type SourceEvent,
  type SourceProblem,
} from "../../src/replay/sources/index.ts";

const SCENE = Date.UTC(2014, 10, 5, 19, 12, 58);
const SCENE_TEXT = "2014-11-05T19:12:58Z";

let root: string;
let folders = 0;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "sources-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Writes files into a fresh folder and gives its path. */
function folderOf(files: Files): string {
  const folder = join(root, String(folders++));
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

interface Reading {
  readonly events: SourceEvent[];
  readonly problems: SourceProblem[];
}

async function read(inputs: readonly string[], options: Partial<ReadLogsOptions> = {}): Promise<Reading> {
  const reading: Reading = { events: [], problems: [] };
  const onProblem = (problem: SourceProblem) => reading.problems.push(problem);
  for await (const event of readLogs(inputs, { onProblem, ...options })) reading.events.push(event);
  return reading;
}

/** Reads one file of that content, in a folder of its own. */
async function readContent(content: string | Uint8Array, options: Partial<ReadLogsOptions> = {}): Promise<Reading> {
  return read([join(folderOf({ log: content }), "log")], options);
}

const placed = (reading: Reading) => reading.events.map(({ timestamp, message }) => [timestamp - SCENE, message]);
const messages = (reading: Reading) => reading.events.map((event) => event.message);
const codes = (reading: Reading) => reading.problems.map((problem) => problem.code);

async function* chunksOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const record = (seconds: number, more: object = {}) => ({
  eventVersion: "1.02",
  eventTime: new Date(SCENE + seconds * 1000).toISOString(),
  eventName: "RunInstances",
  ...more,
});

describe("text lines", () => {
  test("are events at their own time, in the order of the file", async () => {
    const lines = [`${SCENE_TEXT} one`, "[05/Nov/2014:19:12:59 +0000] two", "2014-11-05 19:12:56,500 three"];
    const got = await readContent(`${lines.join("\n")}\n`);
    expect(placed(got)).toEqual([
      [0, lines[0]],
      [1000, lines[1]],
      [-1500, lines[2]],
    ]);
    expect(got.problems).toEqual([]);
  });

  test("without a time take that of the line before; empty lines are no events, and count as lines", async () => {
    const got = await readContent(`${SCENE_TEXT} ERROR\r\n\tat Shop.main\r\n\r\n2014-11-05T19:13:00Z next`);
    expect(placed(got)).toEqual([
      [0, `${SCENE_TEXT} ERROR`],
      [0, "\tat Shop.main"],
      [2000, "2014-11-05T19:13:00Z next"],
    ]);
    expect(got.events.map((event) => event.line)).toEqual([1, 2, 4]);
  });

  test("before the first line with a time are counted and told once", async () => {
    const got = await readContent(`\n\tat Shop.main\n\t... 3 more\n${SCENE_TEXT} next\n`);
    expect(messages(got)).toEqual([`${SCENE_TEXT} next`]);
    expect(got.problems).toMatchObject([{ code: "without-time", line: 2, count: 2, eventsRead: 1 }]);
  });

  test("without a time are given all the same when none is needed", async () => {
    const got = await readContent(`first\n${SCENE_TEXT} second\nthird`, { needTime: false });
    expect(got.events.map((event) => event.timestamp)).toEqual([Number.NaN, SCENE, SCENE]);
    expect(got.problems).toEqual([]);
  });

  test("with a brace in front need not be JSON", async () => {
    const got = await readContent(`${SCENE_TEXT} state:\n{ open: 3 }\n{"time":"2014-11-05T19:12:59Z"}\n`);
    expect(placed(got).map(([time]) => time)).toEqual([0, 0, 1000]);
    expect(got.problems).toEqual([]);
  });

  test("of syslog take their year from the time of the file, or from the one given", async () => {
    const folder = folderOf({ "auth.log": "Nov  5 19:12:58 bastion sshd[1]: x\n" });
    utimesSync(join(folder, "auth.log"), SCENE / 1000 + 60, SCENE / 1000 + 60);
    expect(placed(await read([folder]))[0]![0]).toBe(0);
    const later = await read([folder], { referenceTime: Date.UTC(2020, 0, 1) });
    expect(later.events[0]!.timestamp).toBe(Date.UTC(2019, 10, 5, 19, 12, 58));
  });

  test("may begin with a byte-order mark, which is not part of the event", async () => {
    expect(messages(await readContent(`\ufeff${SCENE_TEXT} x`))).toEqual([`${SCENE_TEXT} x`]);
    expect(messages(await readContent(`\ufeff${JSON.stringify({ Records: [record(0)] })}`))).toHaveLength(1);
  });
});

describe("JSON lines", () => {
  test("are events verbatim, at the time of their members", async () => {
    const lines = [
      `{"timestamp": "${SCENE_TEXT}", "n": 1.0}`,
      `{"time":${SCENE + 1000}}`,
      `{"@timestamp":"${SCENE / 1000 + 2}"}`,
      ` {"eventTime":"2014-11-05T19:13:01.000Z"}`,
      `{"no":"time"}`,
    ];
    const got = await readContent(lines.join("\r\n"));
    expect(placed(got)).toEqual(lines.map((line, i) => [Math.min(i, 3) * 1000, line]));
    expect(got.problems).toEqual([]);
  });

  test("with the members of an exported event stand for it", async () => {
    const event = { timestamp: SCENE, message: "a line\nand another\n", ingestionTime: SCENE + 5, eventId: "1" };
    const got = await readContent(`${JSON.stringify({ ...event, logGroupName: "shop" })}\n${JSON.stringify(event)}\n`);
    expect(placed(got)).toEqual([
      [0, event.message],
      [0, event.message],
    ]);
    expect(got.events.map((e) => e.logGroup)).toEqual(["shop", undefined]);
  });

  test("may have lines of text between them", async () => {
    const got = await readContent(`{"time":"${SCENE_TEXT}"}\nREPORT RequestId: 1\n`);
    expect(placed(got).map(([time]) => time)).toEqual([0, 0]);
  });

  test("that are half written are told and left out; the rest counts", async () => {
    const whole = `{"time":"${SCENE_TEXT}"}`;
    const got = await readContent(`${whole}\n{"time":"2014-11-05T19:\n${whole}\n`);
    expect(messages(got)).toEqual([whole, whole]);
    expect(got.problems).toMatchObject([{ code: "not-json", line: 2, eventsRead: 1, bytesRead: 88 }]);
  });

  test("that are broken by the hundred are told by the first few and a count", async () => {
    const got = await readContent('{"half\n'.repeat(500));
    expect(got.problems).toHaveLength(11);
    expect(got.problems.reduce((sum, problem) => sum + problem.count, 0)).toBe(500);
  });
});

describe("CloudTrail deliveries", () => {
  test("give each record as one event, verbatim, at its eventTime", async () => {
    const records = [record(0, { n: 1 }), record(-60), record(1, { timestamp: "1999-01-01T00:00:00Z" })];
    const got = await readContent(JSON.stringify({ Records: records }));
    expect(placed(got)).toEqual([0, -60_000, 1000].map((time, i) => [time, JSON.stringify(records[i])]));
    expect(got.events.map((event) => event.line)).toEqual([1, 2, 3]);
    expect(got.problems).toEqual([]);
  });

  test("that are pretty-printed give the compact text that the service would have", async () => {
    const pretty = `{\r\n  "Records" : [\n {"eventTime" : "${SCENE_TEXT}", "n":1.0,\n "s": "a  \\u00e9 { b" }\n]}\n`;
    expect(placed(await readContent(pretty))).toEqual([
      [0, `{"eventTime":"${SCENE_TEXT}","n":1.0,"s":"a  \\u00e9 { b"}`],
    ]);
  });

  test("that are cut off give their complete records", async () => {
    const text = JSON.stringify({ Records: [record(0), record(1), record(2)] });
    const got = await readContent(text.slice(0, -30));
    expect(messages(got)).toHaveLength(2);
    expect(got.problems).toMatchObject([{ code: "damaged", eventsRead: 2, bytesRead: text.length - 30 }]);
    expect(got.problems[0]!.message).toContain("inside record 3");
  });

  test("with a record that is not JSON give the others", async () => {
    const got = await readContent(`{"Records":[${JSON.stringify(record(0))},{"a":tru},${JSON.stringify(record(1))}]}`);
    expect(messages(got)).toHaveLength(2);
    expect(got.problems).toMatchObject([{ code: "not-json" }]);
    expect(got.problems[0]!.message).toContain("record 2: ");
  });

  test("may have no records, or be joined", async () => {
    expect(await readContent('{"Records":[]}')).toEqual({ events: [], problems: [] });
    const one = JSON.stringify({ Records: [record(0)] });
    expect(messages(await readContent(one + one))).toHaveLength(2);
    expect(messages(await readContent(Buffer.concat([gzipSync(one), gzipSync(one)])))).toHaveLength(2);
  });
});

describe("the output of aws logs filter-log-events", () => {
  test("gives its events", async () => {
    const events = [
      { logStreamName: "s", timestamp: SCENE, message: "hello", ingestionTime: SCENE + 9, eventId: "1" },
      { logStreamName: "s", timestamp: SCENE + 1, message: "[1] { }", ingestionTime: SCENE + 9, eventId: "2" },
    ];
    const output = { events, searchedLogStreams: [{ logStreamName: "s", searchedCompletely: true }], nextToken: "t" };
    const got = await readContent(JSON.stringify(output, null, 4));
    expect(placed(got)).toEqual([
      [0, "hello"],
      [1, "[1] { }"],
    ]);
    expect(got.problems).toEqual([]);
  });
});

describe("gzip", () => {
  const lines = Array.from(
    { length: 5000 },
    (_, i) => `${new Date(SCENE + i * 1000).toISOString()} ${(i * 7919) % 10_007}`,
  );
  const text = `${lines.join("\n")}\n`;
  const packed = gzipSync(text);

  test("is told by the first bytes, whatever the name, on standard input too, in chunks of any size", async () => {
    expect(messages(await readContent(packed))).toEqual(lines);
    for (const size of [100, 4096, packed.length]) {
      expect(messages(await read(["-"], { stdin: chunksOf(packed, size) }))).toEqual(lines);
    }
    expect(messages(await read([join(folderOf({ "plain.gz": text }), "plain.gz")]))).toEqual(lines);
  });

  test("may come byte by byte", async () => {
    const few = lines.slice(0, 20);
    expect(messages(await read(["-"], { stdin: chunksOf(gzipSync(few.join("\n")), 1) }))).toEqual(few);
  });

  test("that breaks off gives every line before, and names the last, incomplete one", async () => {
    const got = await readContent(packed.subarray(0, packed.length - 500));
    const count = got.events.length;
    expect(count).toBeGreaterThan(4000);
    expect(messages(got)).toEqual(lines.slice(0, count));
    expect(got.problems).toMatchObject([
      { code: "damaged", bytesRead: packed.length - 500, eventsRead: count },
      { code: "cut-short", line: count + 1 },
    ]);
    expect(got.problems[0]!.message).toBe("the compressed data breaks off");
  });

  test("that breaks off anywhere never gives anything but whole lines", async () => {
    for (const length of [2, 3, 9, 10, 11, 50, 1000, packed.length - 9, packed.length - 8, packed.length - 1]) {
      for (const options of [{ stdin: chunksOf(packed.subarray(0, length), 500) }, undefined]) {
        const got = options ? await read(["-"], options) : await readContent(packed.subarray(0, length));
        expect(messages(got)).toEqual(lines.slice(0, got.events.length));
        expect(codes(got)).toContain("damaged");
        if (length > packed.length - 9) expect(got.events).toHaveLength(lines.length);
      }
    }
  });

  test("with a wrong checksum gives every line", async () => {
    const damaged = Buffer.from(packed);
    damaged[damaged.length - 6]! ^= 0xff;
    const got = await readContent(damaged);
    expect(messages(got)).toEqual(lines);
    expect(got.problems).toMatchObject([{ code: "damaged", eventsRead: lines.length }]);
  });

  test("with damage in the middle gives most of what lies before it", async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, packed.length / 2, packed.length / 2 + 40);
    const got = await readContent(damaged);
    const same = messages(got).filter((message, i) => message === lines[i]).length;
    expect(same).toBeGreaterThan(2000);
    expect(codes(got)).toContain("damaged");
  });

  test("of a CloudTrail delivery that breaks off gives its complete records", async () => {
    const records = Array.from({ length: 300 }, (_, i) => record(i, { requestID: String((i * 7919) % 10_007) }));
    const delivery = gzipSync(JSON.stringify({ Records: records }));
    const got = await readContent(delivery.subarray(0, delivery.length / 2));
    expect(got.events.length).toBeGreaterThan(100);
    expect(messages(got)).toEqual(records.slice(0, got.events.length).map((r) => JSON.stringify(r)));
    expect(codes(got)).toEqual(["damaged", "damaged"]);
  });
});

describe("bad input never stops the rest", () => {
  const good = `${SCENE_TEXT} good`;

  test("a missing file or folder is told", async () => {
    const folder = folderOf({ log: good });
    const got = await read([join(folder, "none"), join(folder, "log")]);
    expect(messages(got)).toEqual([good]);
    const none = { source: join(folder, "none"), message: "no such file or folder", bytesRead: 0, eventsRead: 0 };
    expect(got.problems).toMatchObject([{ code: "unreadable", ...none }]);
  });

  test("a file that disappears while others are read is told", async () => {
    const folder = folderOf({ a: good, b: good, c: good });
    const got: Reading = { events: [], problems: [] };
    for await (const event of readLogs([folder], { onProblem: (p) => got.problems.push(p) })) {
      got.events.push(event);
      rmSync(join(folder, "b"), { force: true });
    }
    expect(got.events.map((event) => event.source)).toEqual([join(folder, "a"), join(folder, "c")]);
    expect(got.problems).toMatchObject([{ code: "unreadable", source: join(folder, "b") }]);
  });

  test.skipIf(process.getuid?.() === 0)(
    "a file that may not be read is told (not tried as root, who may)",
    async () => {
      const folder = folderOf({ a: good, b: good });
      chmodSync(join(folder, "a"), 0);
      expect((await read([folder])).problems).toMatchObject([{ message: "not allowed to read it" }]);
    },
  );

  test("standard input that fails is told with how much was read", async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(`${good}\n${good}`);
      throw new Error("the pipe is gone");
    }
    const got = await read(["-"], { stdin: failing() });
    expect(messages(got)).toEqual([good]);
    expect(got.problems).toMatchObject([
      { code: "unreadable", message: "the pipe is gone", bytesRead: 51, eventsRead: 1 },
      { code: "cut-short", line: 2 },
    ]);
  });

  test("a binary file is named and left out, compressed or not", async () => {
    const binary = Buffer.from(`${good}\n\0\u0001${good}\n`);
    const got = await read([folderOf({ a: binary, b: gzipSync(binary), c: good, d: Buffer.from(good, "utf16le") })]);
    expect(messages(got)).toEqual([good]);
    expect(codes(got)).toEqual(["binary", "binary", "binary"]);
  });

  test("bytes that are not UTF-8 become U+FFFD, and their lines are counted", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${SCENE_TEXT} \ufffd was there\n${SCENE_TEXT} `),
      Buffer.from([0xe9, 0x0a, 0xff]),
    ]);
    const got = await readContent(bytes);
    expect(messages(got)).toEqual([`${SCENE_TEXT} \ufffd was there`, `${SCENE_TEXT} \ufffd`, "\ufffd"]);
    expect(got.problems).toMatchObject([{ code: "not-utf8", line: 2, count: 2 }]);
  });

  test("an event of exactly the service's limit counts; a longer one is named by line and size", async () => {
    const fits = `${SCENE_TEXT} `.padEnd(LONGEST_EVENT, "x");
    const got = await readContent(`${good}\n${fits}\n${fits}x\r\n${good}\n${fits}yz`);
    expect(got.events.map((event) => [event.line, event.message.length])).toEqual([
      [1, good.length],
      [2, LONGEST_EVENT],
      [4, good.length],
    ]);
    expect(got.problems).toMatchObject([
      { code: "too-long", line: 3 },
      { code: "too-long", line: 5 },
    ]);
    expect(got.problems[0]!.message).toContain("1,048,551 bytes, more than the 1,048,550 ");
  });

  test("an empty file is no problem", async () => {
    expect(await read([folderOf({ a: "", b: "\n\n", c: gzipSync("") })])).toEqual({ events: [], problems: [] });
  });
});

describe("folders", () => {
  test("are walked in order of name; names with a dot in front are left out", async () => {
    const files = ["b/2", "b/10", "a", "B", ".hidden", "c/.git/x"];
    const folder = folderOf(Object.fromEntries(files.map((name) => [name, `${SCENE_TEXT} ${name}`])));
    const got = await read([folder, join(folder, ".hidden")]);
    expect(messages(got).map((message) => message.slice(21))).toEqual(["B", "a", "b/10", "b/2", ".hidden"]);
    expect(got.events[2]).toEqual({
      timestamp: SCENE,
      message: `${SCENE_TEXT} b/10`,
      source: join(folder, "b/10"),
      line: 1,
    });
  });

  test("that link back to themselves are walked once", async () => {
    const folder = folderOf({ "a/log": `${SCENE_TEXT} x` });
    symlinkSync(folder, join(folder, "a", "loop"));
    const got = await read([folder]);
    expect(got.events).toHaveLength(1);
    expect(got.problems).toMatchObject([{ code: "unreadable", source: join(folder, "a", "loop") }]);
  });

  test("may stand for log groups; the nearest one counts", async () => {
    const line = `${SCENE_TEXT} x`;
    const folder = folderOf({ "app/1": line, "app/web/2": line, "apple/3": line, "other/4": line });
    const groups = { shop: join(folder, "app"), web: join(folder, "app", "web", "2"), piped: "-" };
    const grouped = async (given: ReadLogsOptions["groups"]) => {
      const got = await read([folder, "-"], { groups: given, stdin: chunksOf(Buffer.from(line), 5) });
      return got.events.map((event) => event.logGroup);
    };
    expect(await grouped(groups)).toEqual(["shop", "web", undefined, undefined, "piped"]);
    expect(await grouped(new Map(Object.entries(groups)))).toEqual(["shop", "web", undefined, undefined, "piped"]);
    expect(
      await grouped([
        ["both", join(folder, "apple")],
        ["both", `${join(folder, "other")}/`],
      ]),
    ).toEqual([undefined, undefined, "both", "both", undefined]);
  });
});

describe("large inputs", () => {
  const line = `{"time":"${SCENE_TEXT}","level":"info","msg":"${"request served ".repeat(8)}"}\n`;

  test("stream: memory does not grow with them", async () => {
    const size = 60_000_000;
    const lines = Math.floor(size / line.length);
    const path = join(folderOf({ "big.gz": gzipSync(line.repeat(lines), { level: 1 }) }), "big.gz");
    let events = 0;
    let peak = 0;
    const before = process.memoryUsage();
    for await (const batch of readLogBatches([path], { onProblem: (problem) => expect(problem).toBeUndefined() })) {
      events += batch.length;
      const { heapUsed, external } = process.memoryUsage();
      peak = Math.max(peak, heapUsed + external - before.heapUsed - before.external);
    }
    expect(events).toBe(lines);
    expect(peak).toBeLessThan(size / 2);
  });

  test("of one endless line are read without holding it", async () => {
    async function* endless(): AsyncGenerator<Uint8Array> {
      const chunk = Buffer.alloc(1_000_000, "x");
      for (let i = 0; i < 100; i++) yield chunk;
      yield Buffer.from(`\n${line}`);
    }
    const before = process.memoryUsage().external;
    const got = await read(["-"], { stdin: endless() });
    expect(got.events).toHaveLength(1);
    expect(got.problems).toMatchObject([{ code: "too-long", line: 1 }]);
    expect(process.memoryUsage().external - before).toBeLessThan(50_000_000);
  });

  test("that swell out of a small file are read without holding them", async () => {
    const got = await readContent(gzipSync(Buffer.concat([Buffer.alloc(30_000_000, "x"), Buffer.from(`\n${line}`)])));
    expect(got.events).toHaveLength(1);
    expect(codes(got)).toEqual(["too-long"]);
  });

  test("report their progress, and can be left at any time", async () => {
    const path = join(folderOf({ log: line.repeat(5000) }), "log");
    const told: { bytes: number; events: number; source: string }[] = [];
    const onProgress = (progress: (typeof told)[number]) => told.push(progress);
    await read([path, path], { onProgress });
    expect(told.at(-1)).toEqual({ bytes: 10_000 * line.length, events: 10_000, source: path });
    expect(told.every((progress, i) => i === 0 || progress.bytes >= told[i - 1]!.bytes)).toBe(true);
    for await (const event of readLogs([path], { onProblem: () => {} })) {
      expect(event.line).toBe(1);
      break;
    }
  });
});
