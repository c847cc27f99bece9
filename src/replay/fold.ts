// Holds: the fold of log events into metrics: every event through every filter, every datapoint into its minute.
// In: events in any order, metric filters. Out: one series per metric, and what each filter did.
// Always: memory grows with minutes and metrics, never with events; an event out of order lands in its own minute.

import { isInstant } from "../alarm/dates.ts";
import type { MetricDatum } from "../metric/datum.ts";
import type { LogEvent, MetricFilter } from "../metric/filter.ts";
import { filterKey } from "./filter-key.ts";
import { FilterViews, type UseLogGroups } from "./filter-views.ts";
import { FoldedMetrics, type MetricState } from "./metrics.ts";
import type { TimedLines } from "./timed-lines.ts";

/** A log event; `logGroup` decides which filters see it. */
export interface ReplayEvent extends LogEvent {
  readonly logGroup?: string | undefined;
}

/** Events in any form of supply; asynchronous ones may come in batches, which costs less per event. */
export type ReplayEvents =
  | Iterable<ReplayEvent | readonly ReplayEvent[]>
  | AsyncIterable<ReplayEvent | readonly ReplayEvent[]>;

/** What one filter did. */
export interface FilterCount {
  readonly filter: MetricFilter;
  /** Events the filter saw. */
  events: number;
  matches: number;
  /** Datapoints published, those for events that do not match (the default value) among them. */
  datapoints: number;
  /** Sum of the published values. */
  sum: number;
  /** Datapoints that the metric did not take: a value beyond ±2^360, or one metric too many. */
  refused: number;
}

/** Which events count; plain data. */
export interface FoldBounds {
  /** Epoch milliseconds, inclusive. */
  readonly from?: number | undefined;
  /** Epoch milliseconds, exclusive. */
  readonly to?: number | undefined;
  readonly useLogGroups: UseLogGroups;
  /** The keys of metrics of which more than the basic statistics is read. */
  readonly binned?: ReadonlySet<string> | undefined;
}

/** What a fold has taken, as plain data. */
export interface FoldState {
  readonly events: number;
  readonly outside: number;
  readonly withoutTime: number;
  /** The times of the first and the last event; null for none. */
  readonly earliest: number | null;
  readonly latest: number | null;
  /** `key` tells whose counts they are. */
  readonly filters: readonly (Omit<FilterCount, "filter"> & { readonly key: string })[];
  readonly metrics: readonly MetricState[];
}

const NOTHING_COUNTED = { events: 0, matches: 0, datapoints: 0, sum: 0, refused: 0 } as const;

/** Takes events one at a time, or lines of them. */
export class EventFold {
  readonly bounds: FoldBounds;
  readonly filters: readonly FilterCount[];
  readonly metrics: FoldedMetrics;
  /** Events inside the bounds. */
  events = 0;
  /** Events outside of the bounds. */
  outside = 0;
  /** Events whose timestamp is no time: they reach no filter. */
  withoutTime = 0;
  earliest: number = Number.POSITIVE_INFINITY;
  latest: number = Number.NEGATIVE_INFINITY;
  readonly #from: number;
  readonly #to: number;
  readonly #views: FilterViews;

  constructor(filters: readonly MetricFilter[], bounds: FoldBounds) {
    this.bounds = bounds;
    this.filters = filters.map((filter) => ({ filter, ...NOTHING_COUNTED }));
    this.metrics = new FoldedMetrics(bounds.binned ?? new Set());
    this.#views = new FilterViews(filters, bounds.useLogGroups);
    this.#from = bounds.from ?? Number.NEGATIVE_INFINITY;
    this.#to = bounds.to ?? Number.POSITIVE_INFINITY;
  }

  /** What was taken so far, as plain data. */
  toState(): FoldState {
    const finite = (time: number): number | null => (Number.isFinite(time) ? time : null);
    return {
      events: this.events,
      outside: this.outside,
      withoutTime: this.withoutTime,
      earliest: finite(this.earliest),
      latest: finite(this.latest),
      filters: this.filters.map(({ filter, ...counts }) => ({ key: filterKey(filter), ...counts })),
      metrics: this.metrics.toState(),
    };
  }

  /** Adds what another fold took, of the same filters. */
  addState(state: FoldState): void {
    this.events += state.events;
    this.outside += state.outside;
    this.withoutTime += state.withoutTime;
    this.earliest = Math.min(this.earliest, state.earliest ?? Number.POSITIVE_INFINITY);
    this.latest = Math.max(this.latest, state.latest ?? Number.NEGATIVE_INFINITY);
    for (const [i, counts] of state.filters.entries()) {
      const count = this.filters[i]!;
      count.events += counts.events;
      count.matches += counts.matches;
      count.datapoints += counts.datapoints;
      count.sum += counts.sum;
      count.refused += counts.refused;
    }
    for (const metric of this.metrics.addState(state.metrics)) this.#refuse(metric);
  }

  /** Datapoints of a metric that is one too many: the filter that published them counts them. */
  #refuse({ Namespace, MetricName, series }: MetricState): void {
    const count = this.filters.find(
      ({ filter }) => filter.metricNamespace === Namespace && filter.metricName === MetricName,
    );
    if (count === undefined) return;
    for (const [, { SampleCount, Sum }] of series.streams.flatMap(({ periods }) => periods)) {
      count.datapoints -= SampleCount;
      count.refused += SampleCount;
      count.sum -= Sum;
    }
  }

  /** Forgets what was taken. */
  clear(): void {
    for (const count of this.filters) Object.assign(count, NOTHING_COUNTED);
    this.metrics.clear();
    this.events = 0;
    this.outside = 0;
    this.withoutTime = 0;
    this.earliest = Number.POSITIVE_INFINITY;
    this.latest = Number.NEGATIVE_INFINITY;
  }

  add(event: ReplayEvent): void {
    // Untyped callers may pass anything here; what is no event has no time.
    const time: unknown = (event as ReplayEvent | null | undefined)?.timestamp;
    if (!isInstant(time)) {
      this.withoutTime++;
      return;
    }
    if (time < this.#from || time >= this.#to) {
      this.outside++;
      return;
    }
    this.events++;
    if (time < this.earliest) this.earliest = time;
    if (time > this.latest) this.latest = time;
    for (let i = 0; i < this.filters.length; i++) {
      const count = this.filters[i]!;
      if (this.#views.sees(count.filter, event.logGroup)) this.#evaluate(count, i, event);
    }
  }

  /** Takes lines that are events where they have a time; times out of bounds are taken from them. */
  addLines(lines: TimedLines, logGroup: string | undefined): void {
    const inside = this.#bound(lines);
    this.events += inside;
    if (inside === 0) return;
    const view = this.#views.of(logGroup);
    const walks = view.places.map((place) => {
      this.filters[place]!.events += inside;
      return { count: this.filters[place]!, place, next: 0 };
    });
    view.find(lines.bytes, (index, start) => {
      const walk = walks[index]!;
      while (lines.starts[walk.next]! < start) this.#other(walk.count, walk.place, lines, walk.next++);
      this.#matching(walk.count, walk.place, lines, walk.next++);
    });
    for (const { count, place, next } of walks) {
      if (count.filter.publishesOthers)
        for (let line = next; line < lines.count; line++) this.#other(count, place, lines, line);
    }
  }

  /** How many lines lie within the bounds. */
  #bound({ count, times }: TimedLines): number {
    let inside = 0;
    for (let line = 0; line < count; line++) {
      const time = times[line]!;
      if (Number.isNaN(time)) continue;
      if (time < this.#from || time >= this.#to) {
        this.outside++;
        times[line] = Number.NaN;
        continue;
      }
      inside++;
      if (time < this.earliest) this.earliest = time;
      if (time > this.latest) this.latest = time;
    }
    return inside;
  }

  #matching(count: FilterCount, place: number, { bytes, starts, ends, times }: TimedLines, line: number): void {
    const timestamp = times[line]!;
    if (Number.isNaN(timestamp)) return;
    count.matches++;
    const { filter } = count;
    const message = filter.readsMessage ? bytes.subarray(starts[line], ends[line]) : undefined;
    this.#take(count, place, filter.publishMatching({ timestamp, message }));
  }

  #other(count: FilterCount, place: number, { times }: TimedLines, line: number): void {
    const timestamp = times[line]!;
    if (count.filter.publishesOthers && !Number.isNaN(timestamp))
      this.#take(count, place, count.filter.publishOther({ timestamp }));
  }

  #evaluate(count: FilterCount, index: number, event: ReplayEvent): void {
    count.events++;
    const { matched, datum } = count.filter.evaluate(event);
    if (matched) count.matches++;
    this.#take(count, index, datum);
  }

  #take(count: FilterCount, index: number, datum: MetricDatum | undefined): void {
    if (datum === undefined) return;
    if (this.metrics.add(datum, index)) {
      count.datapoints++;
      count.sum += datum.Value;
    } else {
      count.refused++;
    }
  }
}

/** Takes every event of a supply. */
export async function foldEvents(fold: EventFold, events: ReplayEvents): Promise<void> {
  if (Symbol.asyncIterator in events) for await (const item of events) addItem(fold, item);
  else for (const item of events) addItem(fold, item);
}

function addItem(fold: EventFold, item: ReplayEvent | readonly ReplayEvent[]): void {
  if (isBatch(item)) for (const event of item) fold.add(event);
  else fold.add(item);
}

function isBatch(item: ReplayEvent | readonly ReplayEvent[]): item is readonly ReplayEvent[] {
  return Array.isArray(item);
}
