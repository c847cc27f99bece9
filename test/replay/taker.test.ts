import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { SourceProblem } from "../../src/replay/sources/problem.ts";
import { readSource } from "../../src/replay/sources/source.ts";
import type { Taker } from "../../src/replay/sources/taker.ts";

interface Got {
  readonly messages: readonly string[];
  readonly events: number;
  readonly problems: readonly SourceProblem[];
}

async function* cut(content: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (let at = 0, turn = 0; at < content.length; turn++) {
    const size = sizes.length === 0 ? content.length : sizes[turn % sizes.length]!;
    yield content.subarray(at, at + size);
    at += size;
  }
}

async function read(content: Uint8Array, sizes: readonly number[], isTaken: boolean): Promise<Got> {
  const messages: string[] = [];
  const problems: SourceProblem[] = [];
  const progress = { bytes: 0, events: 0 };
  const taker: Taker = {
    lines: (bytes) => {
      const lines = bytes.toString("utf8").split("\n");
      messages.push(...lines.map((line) => line.replace(/\r$/, "")).filter((line) => line !== ""));
    },
    event: ({ message }) => messages.push(message),
  };
  const file = { path: "-", modified: undefined, size: 0, identity: "-", inDigests: false };
  const batches = readSource(file, {
    ...{ progress, needTime: false, referenceTime: 0, stdin: cut(content, sizes) },
    ...(isTaken ? { taker } : {}),
    onProblem: (problem) => problems.push(problem),
    onDigest: () => {},
  });
  for await (const batch of batches) for (const { message } of batch) messages.push(message);
  return { messages, events: progress.events, problems };
}

const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 4 });

/** Anything that a line may be, but for broken JSON: in a search that is a line as any other. */
const lines = fc.array(
  fc.constantFrom("a", "ERROR x", "\n", "\n", "\r\n", "\r", "\n\n", "\xc3\xa9", "\xff", "\xef\xbf\xbd", "\u00a0 "),
  { maxLength: 30 },
);

const records = fc.array(
  fc.constantFrom(
    '{"a":1}',
    '{"a":"\xc3\xa9"}',
    '{"a":"\xff"}',
    '{ "a": [1, 2] }',
    '{"a":\n1}',
    '{"a":"x\ny"}',
    '{"timestamp":1415214778000,"message":"exported"}',
    '{"timestamp":1415214778000,"message":"ours","level":1}',
    '{"message":"x"}',
    '{"a":}',
    "[1]",
    "null",
    '"text"',
    "{}",
    `{"long":"${"x".repeat(300)}"}`,
  ),
  { maxLength: 20 },
);

describe("who takes events", () => {
  property.prop([lines, sizes, fc.boolean()])("gets the lines that are handed out", async (parts, cuts, isMarked) => {
    const content = Buffer.from(`${isMarked ? "\xef\xbb\xbf" : ""}x${parts.join("")}`, "latin1");
    expect(await read(content, cuts, true)).toEqual(await read(content, cuts, false));
  });

  property.prop([records, sizes, fc.constantFrom("]}", "]", "")])(
    "gets the records that are handed out, with the same problems",
    async (list, cuts, end) => {
      const content = Buffer.from(`{"Records":[${list.join(",")}${end}`, "latin1");
      expect(await read(content, cuts, true)).toEqual(await read(content, cuts, false));
    },
  );

  test("gets records of any size, in order", async () => {
    const sized = (size: number) => `{"a":"${"x".repeat(size)}"}`;
    const list = [sized(10), sized(200_000), sized(100_000), sized(300_000), sized(1_100_000), sized(5)];
    const content = Buffer.from(`{"Records":[${list.join(",")}]}`);
    const got = await read(content, [65_536], true);
    expect(got.messages.map((message) => message.length)).toEqual([18, 200_008, 100_008, 300_008, 13]);
    expect(got.problems).toMatchObject([{ code: "too-long", line: 5, eventsRead: 4 }]);
    expect(got).toEqual(await read(content, [65_536], false));
  });

  test("gets a line of broken JSON as it stands", async () => {
    const { messages, problems } = await read(Buffer.from('{"a":1}\n{"b":\n'), [], true);
    expect([messages, problems]).toEqual([['{"a":1}', '{"b":'], []]);
  });

  test("gets the events that lines stand for, when they are exported", async () => {
    const line = JSON.stringify({ timestamp: 1_415_214_778_000, message: "the message" });
    expect((await read(Buffer.from(`\n  ${line}\n${line}`), [7], true)).messages).toEqual([
      "the message",
      "the message",
    ]);
    const long = JSON.stringify({ timestamp: 1_415_214_778_000, message: "x".repeat(100_000) });
    expect((await read(Buffer.from(long), [30_000], true)).messages).toEqual(["x".repeat(100_000)]);
  });
});
