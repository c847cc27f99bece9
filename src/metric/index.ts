// Holds: the entry `tocsin/metric`: distributions, statistics and series alone, without any grammar.
// In: nothing. Out: what counts samples and computes statistics as the service does.
// Always: loads no parser, so that it stays small.

export type { Datapoint } from "./datapoint.ts";
export { type MetricDatum, type MetricIdentity, metricKey } from "./datum.ts";
export {
  type Distribution,
  DistributionBuilder,
  distribution,
  mergeDistributions,
  statisticSet,
} from "./distribution.ts";
export type { StatisticSet } from "./samples.ts";
export { type BasicStatistics, MetricSeries, type SeriesOptions, type SeriesState } from "./series.ts";
export { statistic } from "./statistic.ts";
export { isExtendedStatistic } from "./statistic-name.ts";
