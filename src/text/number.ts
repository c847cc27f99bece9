// Holds: numbers written the way the service writes them.
// In: an IEEE double. Out: the text Java's Double.toString gives: `3.0`, `100000.0`, `1.50755950592E10`, `1.0E-5`.
// Always: digits are the shortest that read back as the same double (at least two); plain notation from 10^-3 up to 10^7, else one digit before the point and `E`.

/** `value` as the service prints doubles (state reasons, mails, the text of JSON numbers). */
export function javaDouble(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  // In the plain range JavaScript writes the same digits, but for the `.0`; most numbers are there.
  if (Math.abs(value) >= 1e-3 && Math.abs(value) < 1e7) return Number.isInteger(value) ? `${value}.0` : `${value}`;
  const sign = value < 0 ? "-" : "";
  const shortest = Math.abs(value).toExponential();
  // Java takes two digits where one would do, which tells in the smallest doubles: 4.9E-324.
  const written = shortest.includes(".") ? shortest : Math.abs(value).toExponential(1);
  const [mantissa, power] = written.split("e") as [string, string];
  const digits = mantissa.replace(".", "").replace(/0$/, "");
  const exponent = Number(power);
  return `${sign}${digits[0]}.${digits.slice(1) || "0"}E${exponent}`;
}
