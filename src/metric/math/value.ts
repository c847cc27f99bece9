// Holds: the three kinds of values of metric math: scalar, time series, array of time series [D].
// In: numbers by period. Out: plain values that functions take and give.
// Always: a series has one number for each timestamp of the window, NaN where there is no datapoint; a result that is not
//   finite is no datapoint.

/** One number for each timestamp, oldest first; NaN where there is none. */
export type Points = readonly number[];

export type MathValue =
  | { readonly kind: "scalar"; readonly value: number }
  | { readonly kind: "series"; readonly points: Points }
  | { readonly kind: "array"; readonly series: readonly Points[] }
  /** A text in quotes or a word in capitals, which some functions take. */
  | { readonly kind: "text"; readonly text: string };

/** What an expression is evaluated over. */
export interface MathWindow {
  /** Starts of periods, epoch milliseconds, oldest first. */
  readonly timestamps: readonly number[];
  /** Seconds. */
  readonly period: number;
  /** The values of each input by its Id, aligned to the timestamps; undefined where there is no datapoint. */
  readonly series: Readonly<Record<string, readonly (number | null | undefined)[]>>;
}

/** What a function may look at beside its arguments. */
export interface MathContext {
  readonly timestamps: readonly number[];
  readonly period: number;
  /** The metrics of the request, in its order, for METRICS(). */
  readonly metrics: readonly { readonly id: string; readonly points: Points }[];
}

export const scalar = (value: number): MathValue => ({ kind: "scalar", value: finite(value) });
export const series = (points: Points): MathValue => ({ kind: "series", points });

/** A number that is none is no datapoint: division by zero drops it [D]; logarithms of nothing and overflow too [chosen]. */
export function finite(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

/** `change` on a series, or on each of an array. */
export function mapSeries(value: MathValue, change: (points: Points) => Points): MathValue {
  if (value.kind === "series") return series(change(value.points));
  if (value.kind === "array") return { kind: "array", series: value.series.map(change) };
  return value;
}
