// What a client sends is messages, whatever stands between them and however it is cut.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { messages } from "../../src/cli/lsp-input.ts";

async function read(chunks: readonly Uint8Array[]): Promise<readonly string[]> {
  async function* input(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const found: string[] = [];
  for await (const message of messages(input())) found.push(message.toString("utf8").replace(/^[\s\S]*?\r\n\r\n/, ""));
  return found;
}

function framed(body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** The bytes in pieces of at most so many. */
function cut(text: string, size: number): readonly Uint8Array[] {
  const bytes = Buffer.from(text, "utf8");
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

const body = fc.oneof(
  fc.json({ maxDepth: 2 }).map((json) => `{"value":${json}}`),
  fc.string({ unit: "binary", maxLength: 30 }).map((text) => JSON.stringify({ text })),
);
/** Anything that does not look like a header. */
const garbage = fc
  .oneof(
    fc.string({ maxLength: 40 }),
    fc.constantFrom("", "\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\n\r\n", "Content-Length: x\r\n\r\n"),
  )
  .filter((text) => !/content-length: *\d/i.test(text));

describe("the bytes of a client", () => {
  property.prop([fc.array(fc.tuple(garbage, body), { maxLength: 6 }), fc.integer({ min: 1, max: 200 })])(
    "give every message, without the garbage between them",
    async (parts, size) => {
      const text = parts.map(([before, message]) => before + framed(message)).join("");
      expect(await read(cut(text, size))).toEqual(parts.map(([, message]) => message));
    },
  );

  test("other headers may stand beside the length", async () => {
    const text = "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length:2\r\nX-A: b\r\n\r\n{}";
    expect(await read(cut(text, 7))).toEqual(["{}"]);
  });

  test.each([
    ["too long a length", "Content-Length: 99999999999\r\n\r\n"],
    ["a length whose message is no object", "Content-Length: 20\r\n\r\nxx"],
  ])("%s does not hide what follows", async (_name, text) => {
    expect(await read(cut(text + framed('{"a":1}'), 10))).toEqual(['{"a":1}']);
  });

  test("megabytes of garbage take no room and little time", async () => {
    const chunk = Buffer.alloc(1024 * 1024, "garbage\r\n\r\n");
    const found = await read([...Array.from({ length: 8 }, () => chunk), Buffer.from(framed("{}"))]);
    expect(found).toEqual(["{}"]);
  });

  test("a message of megabytes in small pieces is put together once", async () => {
    const message = JSON.stringify({ text: "x".repeat(4_000_000) });
    expect(await read(cut(framed(message) + framed("{}"), 16_384))).toEqual([message, "{}"]);
  });
});
