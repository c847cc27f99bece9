// Holds: a wrong value inside a sentence.
// In: anything. Out: a short text on one line.
// Always: never throws, whatever the value.

const LONGEST = 100;

/** A text as it is, anything else as JSON; cut where it is long. */
export function shown(value: unknown): string {
  const text = typeof value === "string" ? value : written(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function written(value: unknown): string {
  if (typeof value === "number") return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    // What JSON can't hold: circular objects, bigints, a toJSON that throws.
    return typeof value === "bigint" ? `${value}` : `a value of type ${typeof value}`;
  }
}
