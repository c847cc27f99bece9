import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  LONGEST_EVENT,
  type ReadLogsOptions,
  readLogBatches,
  readLogs,
  type SourceEvent,
  type SourceNote,
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
  readonly notes?: SourceNote[];
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

/** As `read`, with the notes. */
async function readNoted(inputs: readonly string[], options: Partial<ReadLogsOptions> = {}): Promise<Reading> {
  const notes: SourceNote[] = [];
  return { ...(await read(inputs, { onNote: (note) => notes.push(note), ...options })), notes };
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

  test("that begin with white space stay with the line before, whatever dates they hold", async () => {
    const trace = ["\t2013-01-01T00:00:00Z is when it began", "  [2013-01-01T00:00:00Z]", " at Shop.main"];
    const got = await readContent([`${SCENE_TEXT} ERROR`, ...trace, "2014-11-05T19:13:00Z next"].join("\n"));
    expect(placed(got).map(([time]) => time)).toEqual([0, 0, 0, 0, 2000]);
    const afterJson = await readContent(`{"time":"${SCENE_TEXT}"}\n  2013-01-01T00:00:00Z\n`);
    expect(placed(afterJson).map(([time]) => time)).toEqual([0, 0]);
  });

  test("that all begin with white space have their own times", async () => {
    const got = await readContent(`  ${SCENE_TEXT} one\n  2014-11-05T19:12:59Z two\n`);
    expect(placed(got).map(([time]) => time)).toEqual([0, 1000]);
  });

  test("whose text holds a date further on stay with the line before", async () => {
    const got = await readContent(`${SCENE_TEXT} ERROR\nCaused by: it expired at 2013-01-01T00:00:00Z\n`);
    expect(placed(got).map(([time]) => time)).toEqual([0, 0]);
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
    ];
    const got = await readContent(lines.join("\r\n"));
    expect(placed(got)).toEqual(lines.map((line, i) => [i * 1000, line]));
    expect(got.problems).toEqual([]);
  });

  test("without a time take none from the line before: they are counted and left out", async () => {
    const lines = [`{"time":"${SCENE_TEXT}"}`, '{"no":"time"}', '{"eventTime":"nope"}', '{"time":1}', "\tat Shop.main"];
    const got = await readContent(lines.join("\n"));
    expect(placed(got)).toEqual([
      [0, lines[0]],
      [0, lines[4]],
    ]);
    expect(got.problems).toMatchObject([{ code: "without-time", line: 2, unit: "line", count: 3 }]);
    expect(got.problems[0]!.message).toMatch(/^3 JSON events without a time \(/);
    const all = await readContent(lines.join("\n"), { needTime: false });
    expect(all.events.map((event) => event.timestamp)).toEqual([SCENE, Number.NaN, Number.NaN, Number.NaN, SCENE]);
    expect(all.problems).toEqual([]);
  });

  test("may give their time in epoch microseconds or nanoseconds", async () => {
    const got = await readContent(`{"time":${SCENE}123}\n{"time":"${SCENE + 1}123456"}\n`);
    expect(placed(got).map(([time]) => time)).toEqual([0, 1]);
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

  test("that are half written are told behind a banner of text too", async () => {
    const whole = `{"time":"${SCENE_TEXT}"}`;
    const got = await readContent(`${SCENE_TEXT} started\n${whole}\n{"time":"2014-11-05T19:\n${whole}\n`);
    expect(messages(got)).toEqual([`${SCENE_TEXT} started`, whole, whole]);
    expect(got.problems).toMatchObject([{ code: "not-json", line: 3, unit: "line" }]);
  });

  test("that are no JSON are told in one sentence, which counts no lines of its own", async () => {
    const broken = ['{"a":1 "b"}', '{"a":"x', '{"a":tru\u001b}', '{"a":'];
    const got = await readContent([`{"time":${SCENE}}`, ...broken].join("\n"));
    expect(got.problems.map(({ line, message }) => [line, message])).toEqual([
      [2, "not a whole JSON object: Expected ',' or '}' after property value, after 7 characters"],
      [3, "not a whole JSON object: Unterminated string, after 7 characters"],
      [4, "not a whole JSON object: Unexpected token '\\u001b'"],
      [5, "not a whole JSON object: Unexpected end of JSON input"],
    ]);
  });

  test("that are pretty-printed are told once, with what to do", async () => {
    const pretty = Array.from({ length: 20 }, (_, i) => JSON.stringify({ time: SCENE + i, x: { y: 1 } }, null, 2));
    for (const end of ["\n", "\r\n"]) {
      const got = await readContent(pretty.join("\n").replaceAll("\n", end));
      expect(got.events).toEqual([]);
      expect(got.problems).toMatchObject([{ code: "not-json", count: 1 }]);
      expect(got.problems[0]!.message).toContain("`jq -c .`");
    }
    const piped = await read(["-"], { stdin: chunksOf(Buffer.from(pretty.join("\n")), 1) });
    expect(piped.problems).toMatchObject([{ code: "not-json", line: 1, count: 1 }]);
    const among = await readContent(`{"time":${SCENE}}\n{\n`);
    expect(among.problems).toMatchObject([{ code: "not-json", line: 2 }]);
    expect(among.problems[0]!.message).toContain("`jq -c .`");
  });

  test("that are broken by the hundred are told by the first few and a count", async () => {
    const got = await readContent('{"half\n'.repeat(500).trimEnd());
    expect(got.problems).toHaveLength(11);
    expect(got.problems.reduce((sum, problem) => sum + problem.count, 0)).toBe(500);
  });
});

describe("JSON arrays", () => {
  const objects = [
    { time: SCENE, n: 1 },
    { timestamp: SCENE + 1000, eventTime: SCENE_TEXT, s: "a  b" },
  ];

  test.each([undefined, 2, "\t"])("of objects give an event for each, indented by %j", async (indent) => {
    const expected = objects.map((object, i) => [i * 1000, JSON.stringify(object)]);
    const got = await readContent(`${JSON.stringify(objects, null, indent)}\n`);
    expect(placed(got)).toEqual(expected);
    expect(got.events.map((event) => event.line)).toEqual([1, 2]);
    expect(got.problems).toEqual([]);
    const packed = gzipSync(JSON.stringify(objects, null, indent));
    expect(placed(await read(["-"], { stdin: chunksOf(packed, 3) }))).toEqual(expected);
  });

  test("may hold exported events, or nothing", async () => {
    expect(placed(await readContent(JSON.stringify([{ timestamp: SCENE, message: "m" }])))).toEqual([[0, "m"]]);
    expect(await readContent("[]\n")).toEqual({ events: [], problems: [] });
  });

  test("are no lines of text in brackets", async () => {
    const lines = `[${SCENE_TEXT}] one\n[{x}] two\n[] three\n`;
    expect(messages(await readContent(lines))).toHaveLength(3);
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
    expect(got.problems).toMatchObject([{ code: "not-json", line: 2, unit: "record" }]);
    expect(got.problems[0]!.message).toBe("not a whole JSON object: Unexpected token '}'");
  });

  test("with something else among the records name it and give the others", async () => {
    const records = [null, record(0), "x", [record(1)], 7, true, record(2)];
    const got = await readContent(JSON.stringify({ Records: records }));
    expect(messages(got)).toEqual([JSON.stringify(record(0)), JSON.stringify(record(2))]);
    expect(got.problems.map(({ code, line, unit, message }) => [code, line, unit, message])).toEqual([
      ["not-json", 1, "record", "null where a JSON object was expected: left out"],
      ["not-json", 3, "record", "a string where a JSON object was expected: left out"],
      ["not-json", 4, "record", "an array where a JSON object was expected: left out"],
      ["not-json", 5, "record", "a number where a JSON object was expected: left out"],
      ["not-json", 6, "record", "a boolean where a JSON object was expected: left out"],
    ]);
  });

  test("name records without a usable time, and never lend them another's", async () => {
    const text = JSON.stringify({ Records: [record(0), record(0, { eventTime: "nope" }), { n: 1 }] });
    const got = await readContent(text);
    expect(messages(got)).toHaveLength(1);
    expect(got.problems).toMatchObject([{ code: "without-time", line: 2, unit: "record", count: 2 }]);
  });

  test("name a record that is too long by its number", async () => {
    const got = await readContent(
      JSON.stringify({ Records: [record(0), record(0, { x: "y".repeat(LONGEST_EVENT) })] }),
    );
    expect(messages(got)).toHaveLength(1);
    expect(got.problems).toMatchObject([{ code: "too-long", line: 2, unit: "record" }]);
    expect(got.problems[0]!.message).toMatch(/^1,048,\d\d\d bytes, more than/);
  });

  test("may have no records, or be joined", async () => {
    expect(await readContent('{"Records":[]}')).toEqual({ events: [], problems: [] });
    const one = JSON.stringify({ Records: [record(0)] });
    expect(messages(await readContent(one + one))).toHaveLength(2);
    expect(messages(await readContent(Buffer.concat([gzipSync(one), gzipSync(one)])))).toHaveLength(2);
  });
});

describe("CloudTrail digest files", () => {
  const digest = {
    awsAccountId: "123456789012",
    digestStartTime: SCENE_TEXT,
    digestEndTime: "2014-11-05T20:12:58Z",
    digestS3Bucket: "trail",
    logFiles: [{ s3Bucket: "trail", s3Object: "x".repeat(9000), oldestEventTime: SCENE_TEXT }],
  };
  const compact = JSON.stringify(digest);

  test("are known by their content, are no events and no problem, and are told once", async () => {
    const long = JSON.stringify({ ...digest, more: "x".repeat(LONGEST_EVENT) });
    const pretty = JSON.stringify(digest, null, 2);
    const folder = folderOf({ a: compact, b: gzipSync(compact), c: pretty, d: long, e: `${SCENE_TEXT} x` });
    const got = await readNoted([folder]);
    expect(messages(got)).toEqual([`${SCENE_TEXT} x`]);
    expect(got.problems).toEqual([]);
    const message = "4 CloudTrail digest files left out: they list deliveries and hold no events";
    expect(got.notes).toEqual([{ source: join(folder, "a"), message }]);
    for (const size of [1, 20, 5000]) {
      const piped = await readNoted(["-"], { stdin: chunksOf(Buffer.from(compact), size) });
      expect(piped).toMatchObject({ events: [], problems: [], notes: [{ source: "-" }] });
    }
  });

  test("are known by their folder, where nothing is read", async () => {
    const digests = "AWSLogs/123456789012/CloudTrail-Digest/us-east-1";
    const folder = folderOf({ [`${digests}/1`]: "anything", [`${digests}/2`]: "else", z: `${SCENE_TEXT} x` });
    const got = await readNoted([folder]);
    expect(messages(got)).toEqual([`${SCENE_TEXT} x`]);
    expect(got.problems).toEqual([]);
    expect(got.notes).toMatchObject([{ source: join(folder, digests, "1") }]);
    expect(got.notes![0]!.message).toMatch(/^2 CloudTrail digest files /);
    expect((await read([folder])).problems).toEqual([]);
  });

  test("are not mistaken for an application's own objects, nor the other way round", async () => {
    const own = `{"awsAccountId":"123456789012","time":"${SCENE_TEXT}"}`;
    expect(messages(await readContent(own))).toEqual([own]);
    expect(messages(await read(["-"], { stdin: chunksOf(Buffer.from(own), 1) }))).toEqual([own]);
    const folder = folderOf({ "CloudTrail-Digest/log": `${SCENE_TEXT} named by the user` });
    expect(messages(await read([join(folder, "CloudTrail-Digest", "log")]))).toHaveLength(1);
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
    const damaged = gzipSync(lines.join("\n"));
    damaged[damaged.length - 6]! ^= 0xff;
    const got = await readContent(damaged);
    expect(messages(got)).toEqual(lines);
    expect(got.problems).toMatchObject([{ code: "damaged", bytesRead: damaged.length }]);
    expect(got.problems[0]!.message).toContain("by its checksum");
  });

  test("with a wrong length may have ended early: its last line counts only with a line break", async () => {
    const damaged = gzipSync(lines.join("\n"));
    damaged[damaged.length - 2]! ^= 0xff;
    const got = await readContent(damaged);
    expect(messages(got)).toEqual(lines.slice(0, -1));
    expect(codes(got)).toEqual(["damaged", "cut-short"]);
  });

  test("with something after its end gives every line, and says how much is left out", async () => {
    const few = lines.slice(0, 50);
    const whole = gzipSync(few.join("\n"));
    const rests = [
      "x",
      "garbage",
      "garbage".repeat(5000),
      "\0\0\0x",
      "\u001f",
      "\u001f\u008b\u0007 no method that is known",
      "\u001f\u008b\u0008\u00e0 flags that nobody knows",
    ];
    for (const rest of rests) {
      const bytes = Buffer.from(rest, "latin1");
      const size = bytes.length - (rest.startsWith("\0") ? 3 : 0);
      for (const stdin of [undefined, 1, 100, 1e6]) {
        const file = Buffer.concat([whole, bytes]);
        const got = await (stdin ? read(["-"], { stdin: chunksOf(file, stdin) }) : readContent(file));
        expect(messages(got)).toEqual(few);
        const message = `${size.toLocaleString("en-US")} byte${size === 1 ? "" : "s"} after the end of the compressed data left out`;
        expect(got.problems).toMatchObject([{ code: "damaged", message, bytesRead: file.length }]);
      }
    }
  });

  test("padded with zeros is whole", async () => {
    const zeros = Buffer.alloc(1000);
    for (const file of [Buffer.concat([packed, zeros]), Buffer.concat([gzipSync(""), zeros, packed, zeros])]) {
      for (const size of [7, 1e6]) {
        const got = await read(["-"], { stdin: chunksOf(file, size) });
        expect(messages(got)).toEqual(lines);
        expect(got.problems).toEqual([]);
      }
    }
  });

  test("may carry a name, a comment and more in its header", async () => {
    const few = lines.slice(0, 50);
    const plain = gzipSync(few.join("\n"));
    const extras = Buffer.from("\u0003\0abcname\0comment\0\u0001\u0002", "latin1");
    const header = Buffer.from(plain.subarray(0, 10));
    header[3] = 4 + 8 + 16 + 2;
    const file = Buffer.concat([header, extras, plain.subarray(10)]);
    // The checksum in the header is not asked for.
    for (const size of [1, 5, 1e6]) {
      const got = await read(["-"], { stdin: chunksOf(file, size) });
      expect(messages(got)).toEqual(few);
    }
  });

  test("whose second part breaks off gives the first and says so", async () => {
    const got = await readContent(Buffer.concat([packed, packed.subarray(0, 5)]));
    expect(messages(got)).toEqual(lines);
    expect(got.problems).toMatchObject([{ code: "damaged", message: "the compressed data breaks off" }]);
  });

  test("with one byte flipped is called damaged before anything else, wherever the byte is", async () => {
    const records = Array.from({ length: 300 }, (_, i) => record(i, { requestID: String((i * 7919) % 10_007) }));
    const delivery = gzipSync(JSON.stringify({ Records: records }));
    let laterProblems = 0;
    for (let at = 10; at < delivery.length; at += 37) {
      const damaged = Buffer.from(delivery);
      damaged[at]! ^= 0x15;
      const got = await readContent(damaged);
      expect([at, got.problems[0]]).toMatchObject([at, { code: "damaged" }]);
      expect(got.problems[0]!.message).toMatch(/^the compressed data (is damaged|breaks off)/);
      expect(got.problems[0]!.bytesRead).toBeGreaterThan(0);
      laterProblems += got.problems.length - 1;
    }
    expect(laterProblems).toBeGreaterThan(10);
  });

  test("tells what it holds back when the reading is left", async () => {
    const problems: SourceProblem[] = [];
    const path = join(folderOf({ log: gzipSync(`{"half\n{"time":${SCENE}}\n`) }), "log");
    for await (const _ of readLogs([path], { onProblem: (problem) => problems.push(problem) })) break;
    expect(problems).toMatchObject([{ code: "not-json", line: 1 }]);
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

  test("and files named more than once, or linked to, are read once, which is told in a note", async () => {
    const folder = folderOf({ "a/1": `${SCENE_TEXT} 1`, "a/2": `${SCENE_TEXT} 2`, "b/3": `${SCENE_TEXT} 3` });
    symlinkSync(join(folder, "a", "2"), join(folder, "b", "latest"));
    symlinkSync(join(folder, "a"), join(folder, "b", "zone"));
    const got = await readNoted([join(folder, "a", "2"), folder, join(folder, ".", "a"), "-", "-"], {
      stdin: chunksOf(Buffer.from(`${SCENE_TEXT} 4`), 9),
    });
    expect(messages(got).map((message) => message.slice(21))).toEqual(["2", "1", "3", "4"]);
    expect(got.problems).toEqual([]);
    const message =
      "7 files met again (named twice, inside a folder that is named too, or linked to): each is read once";
    expect(got.notes).toEqual([{ source: join(folder, "a", "2"), message }]);
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

/** The bytes in use, garbage left out. */
function heldMemory(): number {
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe("large inputs", () => {
  const line = `{"time":"${SCENE_TEXT}","level":"info","msg":"${"request served ".repeat(8)}"}\n`;

  test("stream: memory does not grow with them", async () => {
    const size = 120_000_000;
    const lines = Math.floor(size / line.length);
    const path = join(folderOf({ "big.gz": gzipSync(line.repeat(lines), { level: 1 }) }), "big.gz");
    let events = 0;
    let batches = 0;
    let peak = 0;
    const before = heldMemory();
    for await (const batch of readLogBatches([path], { onProblem: (problem) => expect(problem).toBeUndefined() })) {
      events += batch.length;
      if (batches++ % 64 === 0) peak = Math.max(peak, heldMemory() - before);
    }
    expect(events).toBe(lines);
    expect(batches).toBeGreaterThan(200);
    expect(peak).toBeLessThan(size / 4);
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
    const folder = folderOf({ a: line.repeat(5000), log: line.repeat(5000) });
    const path = join(folder, "log");
    const told: { bytes: number; events: number; source: string }[] = [];
    const onProgress = (progress: (typeof told)[number]) => told.push(progress);
    await read([folder], { onProgress });
    expect(told.at(-1)).toEqual({ bytes: 10_000 * line.length, events: 10_000, source: path });
    expect(told.every((progress, i) => i === 0 || progress.bytes >= told[i - 1]!.bytes)).toBe(true);
    for await (const event of readLogs([path], { onProblem: () => {} })) {
      expect(event.line).toBe(1);
      break;
    }
  });
});
