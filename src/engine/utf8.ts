// Holds: the encoder from text to bytes.
// In: a text. Out: UTF-8 bytes; whether a text means the same in bytes.
// Always: `TextEncoder` is in every runtime tocsin runs in, but in no TypeScript library we load; it is made at first use.

interface Encoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { readonly read: number; readonly written: number };
}

const Platform = globalThis as unknown as { TextEncoder: new () => Encoder };

let made: Encoder | undefined;

export function encoder(): Encoder {
  made ??= new Platform.TextEncoder();
  return made;
}

/** False for a text that could stand for bytes that are no UTF-8: it holds U+FFFD or half of a surrogate pair. */
export function isExact(text: string): boolean {
  return !/[\ufffd\p{Surrogate}]/u.test(text);
}
