// Holds: the names of statistics.
// In: a text such as Sum, p99.9, tm90, TM(10%:90%), PR(:300), IQM. Out: what it asks for; nothing when there is no such statistic.
// Always: never throws; numbers have at most 10 decimals [D]; both ends of a range are percents or both are values.

const BASIC_STATISTICS = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"] as const;

/** A name, read. Without a bound a range begins at -Infinity or 0 %, and ends at Infinity or 100 %. */
export type StatisticName =
  | { readonly kind: (typeof BASIC_STATISTICS)[number] }
  | { readonly kind: "p"; readonly percent: number }
  | RangeName;

/** Trimmed mean, count and sum, winsorized mean, percentile rank. */
export interface RangeName {
  readonly kind: "TM" | "TC" | "TS" | "WM" | "PR";
  readonly isPercent: boolean;
  readonly low: number;
  readonly high: number;
}

/** What a statistic's name asks for; undefined for any other text. */
export function parseStatistic(text: unknown): StatisticName | undefined {
  if (typeof text !== "string") return undefined;
  const basic = BASIC_STATISTICS.find((name) => name === text);
  if (basic !== undefined) return { kind: basic };
  // The middle half of the values [D].
  if (text === "IQM") return { kind: "TM", isPercent: true, low: 25, high: 75 };
  return parseSingle(text) ?? parseRange(text);
}

/** True for a statistic that PutMetricAlarm takes as ExtendedStatistic [D]. */
export function isExtendedStatistic(text: unknown): boolean {
  const name = parseStatistic(text);
  return name !== undefined && isExtended(name);
}

/** True for statistics that read bins. */
export function isExtended(name: StatisticName): boolean {
  return "percent" in name || "low" in name;
}

/** p90: a percentile. tm90, tc90, ts90, wm90: the range from 0 to 90 %, which can't be empty [I]. */
function parseSingle(text: string): StatisticName | undefined {
  const [, kind, digits] = /^(p|tm|tc|ts|wm)(\d{1,18}(?:\.\d{0,10})?)$/.exec(text) ?? [];
  const percent = Number(digits);
  if (kind === undefined || percent > 100) return undefined;
  if (kind === "p") return { kind, percent };
  return percent === 0
    ? undefined
    : { kind: kind.toUpperCase() as RangeName["kind"], isPercent: true, low: 0, high: percent };
}

/** TM(10%:90%), TM(150:1000), either end left out. Percentile ranks have values only [D]; a percent beside a value is refused [I]. */
function parseRange(text: string): StatisticName | undefined {
  const form = /^(TM|TC|TS|WM|PR)\((?:(\d{1,18}(?:\.\d{0,10})?)(%?))?:(?:(\d{1,18}(?:\.\d{0,10})?)(%?))?\)$/;
  const [, kind, low, lowSign, high, highSign] = form.exec(text) ?? [];
  if (kind === undefined || (low === undefined && high === undefined)) return undefined;
  const isPercent = (lowSign ?? highSign) === "%";
  if ((highSign ?? lowSign) !== (lowSign ?? highSign) || (isPercent && kind === "PR")) return undefined;
  const [least, most] = isPercent ? [0, 100] : [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const range = { low: low === undefined ? least : Number(low), high: high === undefined ? most : Number(high) };
  if (range.low > range.high || (isPercent && range.high > 100)) return undefined;
  return { kind: kind as RangeName["kind"], isPercent, ...range };
}
