// Holds: the parsing of JSON whose text may be anything.
// In: a text. Out: its value, or an error with one sentence.
// Always: never throws; the sentence counts no lines of its own and has no control characters.

export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of a JSON text, or why there is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return new Error(sentenceOf((error as Error).message));
  }
}

/** A value in words. */
export function kindOfValue(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** V8 tells the line and column within the text, and quotes it: the text is a line or record of a file, which is named elsewhere. */
function sentenceOf(message: string): string {
  return message
    .replace(
      / (?:in|after) JSON at position (\d+).*$/s,
      (_, offset) => `, after ${offset} character${offset === "1" ? "" : "s"}`,
    )
    .replace(/, (?:\.\.\.)?".*is not valid JSON$/s, "")
    .replace(/[\0-\x1f\x7f-\x9f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
