// Holds: exact decimal numbers and their order, for literals and log events of any length.
// In: the source text of a number. Out: sign, digits and magnitude, compared without rounding.
// Always: the value is 0.DIGITS x 10^magnitude; digits have no zero at either end; zero is the empty digits; cost is linear in the text.

/** A decimal number, exact. */
export interface Decimal {
  readonly negative: boolean;
  /** Significant digits without leading and trailing zeros; empty for zero. */
  readonly digits: string;
  /** The power of ten that 0.DIGITS is multiplied with. */
  readonly magnitude: number;
}

/** The largest exponent the service reads [O]; as in Java's BigDecimal the digits after the point count in [I]. */
const EXPONENT_LIMIT = 2_147_483_647;

const NUMBER = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/**
 * Reads a number as patterns write it: an optional sign, digits, a fraction, an exponent. Undefined for any other text,
 * and for an exponent that does not fit 32 bits.
 */
export function parseDecimal(source: string): Decimal | undefined {
  const parts = NUMBER.exec(source);
  if (parts === null) return undefined;
  const [, sign, whole = "", fraction = "", power = "0"] = parts;
  if (!fits(fraction.length, Number(power))) return undefined;
  const all = whole + fraction;
  let from = 0;
  while (from < all.length && all.charCodeAt(from) === 48) from++;
  let to = all.length;
  while (to > from && all.charCodeAt(to - 1) === 48) to--;
  if (from === to) return { negative: false, digits: "", magnitude: 0 };
  return { negative: sign === "-", digits: all.slice(from, to), magnitude: whole.length - from + Number(power) };
}

/** True for the text of a number whose exponent is too large to be read. */
export function isTooLarge(source: string): boolean {
  return NUMBER.test(source) && parseDecimal(source) === undefined;
}

function fits(decimals: number, power: number): boolean {
  return Math.abs(power) <= EXPONENT_LIMIT && decimals - power <= EXPONENT_LIMIT;
}

/** Negative when a < b, zero when equal, positive when a > b. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.negative !== b.negative) return a.negative ? -1 : 1;
  const size = compareSizes(a, b);
  return a.negative ? -size : size;
}

function compareSizes(a: Decimal, b: Decimal): number {
  if (a.digits === "" || b.digits === "") return a.digits.length - b.digits.length;
  if (a.magnitude !== b.magnitude) return a.magnitude - b.magnitude;
  return a.digits === b.digits ? 0 : a.digits < b.digits ? -1 : 1;
}
