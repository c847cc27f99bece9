// Holds: exact decimals, and what the service makes of a JSON number.
// In: the source text of numbers. Out: decimals that compare exactly, and their text.
// Always: a decimal is sign × 0.DIGITS × 10^power, its digits without outer zeros; zero has no digits and no sign.

export interface Decimal {
  readonly negative: boolean;
  readonly digits: string;
  readonly power: number;
}

const NUMERAL = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Looks like a number literal, whatever the size of its exponent. */
export function isNumeral(text: string): boolean {
  return NUMERAL.test(text);
}

/** The number a literal stands for; undefined for other texts and for exponents beyond 32 bits. */
export function readDecimal(text: string): Decimal | undefined {
  const parts = NUMERAL.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole, fraction = "", exponent = "0"] = parts as unknown as [string, string, string, string?, string?];
  // Java's BigDecimal holds the digits after the point less the exponent in 32 bits, and the exponent before that.
  const scale = BigInt(fraction.length) - bigInt(exponent);
  if ([bigInt(exponent), scale].some((power) => BigInt.asIntN(32, power) !== power)) return undefined;
  const written = whole + fraction;
  const digits = written.replace(/^0+/, "");
  const power = whole.length + Number(exponent) - (written.length - digits.length);
  if (digits === "") return { negative: false, digits: "", power: 0 };
  return { negative: sign === "-", digits: digits.replace(/0+$/, ""), power };
}

function bigInt(text: string): bigint {
  return BigInt(text.replace("+", ""));
}

/** Below 0, 0 or above 0, as `a` is less than, equal to or more than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const sides = side(a) - side(b);
  if (sides !== 0) return sides;
  return side(a) * compareSizes(a, b);
}

function side(decimal: Decimal): number {
  if (decimal.digits === "") return 0;
  return decimal.negative ? -1 : 1;
}

function compareSizes(a: Decimal, b: Decimal): number {
  if (a.power !== b.power) return a.power - b.power;
  // After "0." the order of the digits is the order of their texts.
  return a.digits < b.digits ? -1 : Number(a.digits > b.digits);
}

/** A number in a JSON event, by its source text. */
export class JsonNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  get isInteger(): boolean {
    return !/[.eE]/.test(this.source);
  }

  /** Integers exactly, others as the IEEE double they read as; undefined for infinity. */
  get decimal(): Decimal | undefined {
    return readDecimal(this.isInteger ? this.source : String(Number(this.source)));
  }

  /** As Java writes it: integers as they are, others as `Double.toString` does. */
  get text(): string {
    return this.isInteger ? String(BigInt(this.source)) : javaText(Number(this.source));
  }
}

function javaText(double: number): string {
  if (!Number.isFinite(double)) return String(double);
  if (double === 0) return Object.is(double, -0) ? "-0.0" : "0.0";
  const sign = double < 0 ? "-" : "";
  const [mantissa, power] = twoDigitsAtLeast(Math.abs(double)).split("e") as [string, string];
  const [first, rest] = mantissa.split(".") as [string, string];
  const exponent = Number(power);
  if (exponent < -3 || exponent >= 7) return `${sign}${first}.${rest}E${exponent}`;
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${first}${rest === "0" ? "" : rest}`;
  const digits = `${first}${rest}`.padEnd(exponent + 2, "0");
  return `${sign}${digits.slice(0, exponent + 1)}.${digits.slice(exponent + 1)}`;
}

/** `d.ddde±n` with the fewest digits that read back, but two at least: of those with two, the nearest (4.9E-324, not 5.0E-324). */
function twoDigitsAtLeast(double: number): string {
  const shortest = double.toExponential();
  return shortest.includes(".") ? shortest : double.toExponential(1);
}
