// Holds: which extended statistics exist, and how many samples a percentile needs to mean something.
// In: the text of ExtendedStatistic. Out: whether the service takes it; the number of samples below which it is "low".
// Always: percents are decimals of at most 10 places, compared without rounding noise (p90 needs exactly 100 samples [O]).

const NUMBER = "(?:0|[1-9]\\d{0,17})(?:\\.\\d{1,10})?";

/** p90, tm90, tc90, ts90, wm90; IQM; PR(a:b); TM(a%:b%) and its kin [D]. Built at first use. */
let forms: { readonly single: RegExp; readonly rank: RegExp; readonly range: RegExp } | undefined;

/** True for a statistic that PutMetricAlarm takes as ExtendedStatistic [D]. */
export function isExtendedStatistic(text: string): boolean {
  forms ??= {
    single: new RegExp(`^(?:p|tm|tc|ts|wm)(${NUMBER})$`),
    rank: new RegExp(`^PR\\((${NUMBER})?:(${NUMBER})?\\)$`),
    range: new RegExp(`^(?:TM|TC|TS|WM)\\((${NUMBER})?(%?):(${NUMBER})?(%?)\\)$`),
  };
  const single = forms.single.exec(text);
  if (single !== null) return Number(single[1]) <= 100;
  const pair = forms.rank.exec(text) ?? forms.range.exec(text);
  return text === "IQM" || (pair !== null && /\d/.test(text));
}

/** NN of `pNN`; undefined for every other statistic. */
export function percentOf(statistic: string | null | undefined): number | undefined {
  if (typeof statistic !== "string" || !statistic.startsWith("p") || !isExtendedStatistic(statistic)) return undefined;
  return Number(statistic.slice(1));
}

/**
 * The number of samples below which a percentile is low on samples: 10/(1-p) from p50 on, 10/p below [D]; p90: 100 [O].
 * p0 and p100 are the minimum and the maximum and need no more than one: a choice, the formula gives infinity.
 */
export function samplesNeeded(percent: number): number {
  const tail = percent >= 50 ? 100 - percent : percent;
  if (tail === 0) return 1;
  // 100 - 99.9 is 0.09999999999999432 in doubles; ten decimals are all that a statistic's name can hold.
  return 1000 / (Math.round(tail * 1e10) / 1e10);
}
