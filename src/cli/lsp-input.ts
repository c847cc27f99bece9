// Holds: the bytes that a client of the language server sends, without those that are no message.
// In: bytes in chunks. Out: whole messages, each with its header.
// Always: after garbage, the next header is found again; what announces more than a message may have is garbage.

/** The longest message: a document of 10 MB, and its escapes. */
const LONGEST = 256 * 1024 * 1024;

/** A message's header; others may stand beside the length. */
const HEADER = /content-length:[ \t]*(\d+)[ \t]*\r\n(?:[\w-]+:[^\r\n]*\r\n)*\r\n/i;
/** A header that may still go on when more arrives. */
const LONGEST_HEADER = 1024;

export async function* messages(input: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = [];
  let [size, wanted] = [0, 1];
  for await (const chunk of input) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size < wanted) continue;
    let rest: Buffer = Buffer.concat(chunks);
    for (;;) {
      const next = firstMessage(rest);
      if (next.message !== undefined) yield next.message;
      rest = next.rest;
      wanted = next.wanted;
      if (next.message === undefined) break;
    }
    chunks = [rest];
    size = rest.length;
  }
}

interface Next {
  readonly message?: Buffer;
  readonly rest: Buffer;
  /** How many bytes have to be there before it is worth to look again. */
  readonly wanted: number;
}

function firstMessage(bytes: Buffer): Next {
  // Headers are ASCII, and stand at the front unless there is garbage.
  for (let from = 0; ; ) {
    const found = HEADER.exec(bytes.toString("latin1", from));
    if (found === null) {
      const rest = bytes.subarray(Math.max(from, bytes.length - LONGEST_HEADER));
      return { rest, wanted: rest.length + 1 };
    }
    const start = from + found.index;
    const body = start + found[0].length;
    const length = Number(found[1]);
    const isObject = body >= bytes.length || length === 0 || bytes[body] === OPEN;
    if (length <= LONGEST && isObject) {
      const end = body + length;
      const rest = bytes.subarray(start);
      if (end > bytes.length) return { rest, wanted: end - start };
      return { message: bytes.subarray(start, end), rest: bytes.subarray(end), wanted: 1 };
    }
    from = body;
  }
}

const OPEN = "{".charCodeAt(0);
