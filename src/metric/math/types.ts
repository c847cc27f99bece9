// Holds: the types that analysis gives to expressions, and how they combine.
// In: types of operands. Out: the type of the whole, or undefined where there is none.
// Always: `unknown` is the type of what could not be read: it fits everywhere, so that one mistake is told once.

export type MathType =
  | { readonly kind: "scalar"; readonly value?: number | undefined }
  /** `metric`: read from the service as it is, not the result of an expression. */
  | { readonly kind: "series"; readonly metric?: boolean }
  /** `count`: how many series, where that is known before any data are. */
  | { readonly kind: "array"; readonly count: number | undefined }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "unknown" };

/** An expression may make this many time series: as many as a graph shows [chosen; D for graphs]. It bounds the work. */
export const MOST_SERIES = 500;

export const SCALAR: MathType = { kind: "scalar" };
export const SERIES: MathType = { kind: "series" };
export const UNKNOWN: MathType = { kind: "unknown" };

/**
 * The type of an operation. Between two arrays there is none [D]; comparisons and logic are documented between series and
 * between scalars only, examples mix them, and arrays are taken as in arithmetic [I].
 */
export function combined(a: MathType, b: MathType): MathType | undefined {
  for (const one of [a, b]) if (one.kind === "string" || one.kind === "word") return undefined;
  if (a.kind === "unknown" || b.kind === "unknown") return UNKNOWN;
  if (a.kind === "array") return b.kind === "array" ? undefined : a;
  if (b.kind === "array") return b;
  return a.kind === "series" || b.kind === "series" ? SERIES : SCALAR;
}

/** A type in the documentation's words. */
export function described(type: MathType): string {
  switch (type.kind) {
    case "scalar":
      return "a scalar number";
    case "series":
      return "a time series";
    case "array":
      return "an array of time series";
    case "string":
      return "a text";
    case "word":
      return `the word ${type.text}`;
    default:
      return "something unreadable";
  }
}
