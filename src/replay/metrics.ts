// Holds: the metrics of a fold: one series each.
// In: datapoints; the metrics of another fold as plain data. Out: series by identity.
// Always: no more metrics than the limit: datapoints of one more are refused.

import { type MetricDatum, metricKey } from "../metric/datum.ts";
import { MetricSeries, type SeriesState } from "../metric/series.ts";

export interface FoldedMetric {
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: MetricDatum["Dimensions"];
  readonly series: MetricSeries;
}

/** A metric as plain data. */
export type MetricState = Omit<FoldedMetric, "series"> & { readonly series: SeriesState };

/** Most metrics kept: dimensions taken from events can make one per event, which no memory holds. A choice. */
export const METRIC_LIMIT = 100_000;

export class FoldedMetrics {
  /** By `metricKey`. */
  readonly all: Map<string, FoldedMetric> = new Map<string, FoldedMetric>();
  readonly #binned: ReadonlySet<string>;
  /** The series of each filter's datapoints without dimensions: no key is made for them. */
  readonly #plain: (MetricSeries | undefined)[] = [];

  /** @param binned the keys of metrics of which more than the basic statistics is read. */
  constructor(binned: ReadonlySet<string>) {
    this.#binned = binned;
  }

  /** False for a datapoint that is refused.
   * @param filter the place of the filter that publishes it. */
  add(datum: MetricDatum, filter: number): boolean {
    return this.#seriesOf(datum, filter)?.add(datum) ?? false;
  }

  #seriesOf(datum: MetricDatum, filter: number): MetricSeries | undefined {
    const plain = datum.Dimensions.length === 0;
    const known = plain ? this.#plain[filter] : undefined;
    if (known !== undefined) return known;
    const metric = this.#metric(datum);
    if (plain && metric !== undefined) this.#plain[filter] = metric.series;
    return metric?.series;
  }

  /** The metric of this identity, made when it is not there yet; nothing when it would be one too many. */
  #metric({ Namespace, MetricName, Dimensions }: Omit<FoldedMetric, "series">): FoldedMetric | undefined {
    const key = metricKey({ Namespace, MetricName, Dimensions });
    let metric = this.all.get(key);
    if (metric === undefined && this.all.size < METRIC_LIMIT) {
      const series = new MetricSeries({ keepsBins: this.#binned.has(key) });
      metric = { Namespace, MetricName, Dimensions, series };
      this.all.set(key, metric);
    }
    return metric;
  }

  /** In the order of their names: the order of events must not show. */
  inOrder(): readonly FoldedMetric[] {
    return [...this.all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, metric]) => metric);
  }

  toState(): readonly MetricState[] {
    return this.inOrder().map(({ series, ...metric }) => ({ ...metric, series: series.toState() }));
  }

  /** Adds what another fold took; gives the metrics that are too many here. */
  addState(metrics: readonly MetricState[]): readonly MetricState[] {
    return metrics.filter((metric) => {
      const known = this.#metric(metric);
      known?.series.addState(metric.series);
      return known === undefined;
    });
  }

  clear(): void {
    this.all.clear();
    this.#plain.length = 0;
  }
}
