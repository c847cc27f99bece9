// Holds: the one decoder from bytes to text.
// In: UTF-8 bytes. Out: a string; bytes that are not UTF-8 become U+FFFD, a byte-order mark stays.
// Always: never throws. `TextDecoder` is in every runtime tocsin runs in, but in no TypeScript library we load.

interface Decoder {
  decode(bytes: Uint8Array): string;
}

const Platform = globalThis as unknown as {
  TextDecoder: new (label: string, options: { ignoreBOM: boolean }) => Decoder;
};

let decoder: Decoder | undefined;

/** Decodes UTF-8; made at first use so that importing costs nothing. */
function decodeUtf8(bytes: Uint8Array): string {
  decoder ??= new Platform.TextDecoder("utf-8", { ignoreBOM: true });
  return decoder.decode(bytes);
}

/** The text of an event given as text or as bytes. Throws TypeError for anything else. */
export function textOf(event: string | Uint8Array): string {
  if (typeof event === "string") return event;
  if (ArrayBuffer.isView(event)) return decodeUtf8(event);
  throw new TypeError(`A log event is a text or its UTF-8 bytes, not ${event === null ? "null" : typeof event}`);
}
