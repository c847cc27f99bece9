// Holds: the logarithmic bins that samples are counted in.
// In: a value from zero up. Out: its bin; the values between which a bin lies.
// Always: bin k holds the values with floor(ln v / ln 1.1) = k in doubles [O]; zero has a bin of its own [O]; there are BIN_COUNT bins, never more.
//         The noise of the logarithm is part of the rule: 1.331, the cube of 1.1, lies in bin 2. The tables follow it to the last bit.

/** Each bin ends at 1.1 times its start [O]. */
export const BASE = 1.1;

/** The values below lie in it too, however small [O]. */
const LOWEST_BIN: number = -7000;

/** Zero's own bin, before all others. */
export const ZERO_BIN: number = LOWEST_BIN - 1;

/** Values lie within -2^360 … 2^360 [D PutMetricData]. */
export const LARGEST_VALUE: number = 2 ** 360;

/** The bin of 2^360. */
const HIGHEST_BIN = 2618;

/** No distribution has more. */
export const BIN_COUNT: number = HIGHEST_BIN - ZERO_BIN + 1;

/** The bin of a value from 0 to 2^360. */
export function binOf(value: number): number {
  if (value === 0) return ZERO_BIN;
  tables ??= makeTables();
  const { view, halves, high, starts, first } = tables;
  view[0] = value;
  // Sign, exponent and four bits of the fraction: such a cell is narrower than a bin, so at most one bin starts inside.
  const bin = first[halves[high]! >>> 16]!;
  return value >= starts[bin + 1 - LOWEST_BIN]! ? bin + 1 : bin;
}

/** Where a bin starts, zero's bin excepted. */
export function startOf(bin: number): number {
  return BASE ** bin;
}

interface Tables {
  readonly view: Float64Array;
  readonly halves: Uint32Array;
  /** Which half holds the exponent: the machine's order of bytes. */
  readonly high: 0 | 1;
  /** The smallest value of each bin, by its distance from the lowest. */
  readonly starts: Float64Array;
  /** The bin that the smallest value of each cell lies in. */
  readonly first: Int16Array;
}

let tables: Tables | undefined;

function makeTables(): Tables {
  const view = new Float64Array(1);
  const halves = new Uint32Array(view.buffer);
  const starts = new Float64Array(HIGHEST_BIN - LOWEST_BIN + 2);
  for (let bin = LOWEST_BIN + 1; bin <= HIGHEST_BIN + 1; bin++) starts[bin - LOWEST_BIN] = smallestOf(bin);
  view[0] = 1;
  const high = halves[1] === 0 ? 0 : 1;
  view[0] = LARGEST_VALUE;
  const first = new Int16Array((halves[high]! >>> 16) + 1);
  let bin = LOWEST_BIN;
  for (let cell = 0; cell < first.length; cell++) {
    halves[high] = cell << 16;
    while (view[0]! >= starts[bin + 1 - LOWEST_BIN]!) bin++;
    first[cell] = bin;
  }
  return { view, halves, high, starts, first };
}

/** The smallest double whose logarithm puts it into the bin: halved out of the doubles around the power of 1.1. */
function smallestOf(bin: number): number {
  const power = BASE ** bin;
  let below = power * (1 - 1e-12);
  let inside = power * (1 + 1e-12);
  for (;;) {
    const middle = below + (inside - below) / 2;
    if (middle <= below || middle >= inside) return inside;
    if (Math.log(middle) / Math.log(BASE) >= bin) inside = middle;
    else below = middle;
  }
}
