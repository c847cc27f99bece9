// Holds: what the settings come to: which events match and why, the metric, the alarm's states and its mails.
// In: settings, a text of events; how to rest between two stretches of work. Out: plain data, for a message from a worker.
// Always: works in stretches of some milliseconds, between which `rest` may throw to give the whole up; what is shown is bounded,
//         what is counted is not.

import {
  compileMetricFilter,
  type EmailStyle,
  type MetricFilter,
  type ReplayEvent,
  type ReplaySummary,
  renderEmail,
  replay,
  type StateChangeOutput,
  type StateValue,
  statistic,
} from "../../src/index.ts";
import { eventsOf, type TextEvent } from "./events.ts";
import { alarmFindings, alarmRequest, type FieldFinding, filterFindings, filterRequest } from "./requests.ts";
import type { Settings } from "./settings.ts";
import { type ShownEvent, shownEvent } from "./shown-event.ts";

/** Events shown of those that match, and of the others. */
export const MOST_SHOWN = 100;
/** Lines marked in the editor. */
const MOST_LINES = 20_000;
/** Changes of state that are shown. */
export const MOST_CHANGES = 200;

export interface Analysis {
  readonly counts: Counts;
  /** The service's answer to a pattern that it refuses. */
  readonly refusal: string | undefined;
  readonly matching: readonly ShownEvent[];
  readonly others: readonly ShownEvent[];
  /** Where the events that match begin in the text, in its order. */
  readonly lines: readonly number[];
  readonly findings: readonly FieldFinding[];
  readonly metric: MetricResult | undefined;
  readonly alarm: AlarmResult | undefined;
}

export interface Counts {
  readonly events: number;
  readonly matches: number;
  /** Events without a time of their own: they have that of the event before. */
  readonly untimed: number;
  /** True when no event has a time. */
  readonly isTimeless: boolean;
}

export interface MetricResult {
  /** Minutes with datapoints, epoch milliseconds, oldest first. */
  readonly minutes: readonly number[];
  /** The statistic of each. */
  readonly values: readonly number[];
  readonly datapoints: number;
}

export interface AlarmResult {
  /** The simulated time. */
  readonly from: number;
  readonly to: number;
  readonly changes: readonly AlarmChange[];
  /** How many there were. */
  readonly total: number;
  readonly state: StateValue;
  readonly note: string | undefined;
}

export interface AlarmChange {
  readonly at: number;
  readonly state: StateValue;
  readonly reason: string;
  /** The alarm has an action for ALARM only. */
  readonly mail: string | undefined;
}

/** Told between two stretches: how much of the text is done. */
export type Rest = (done: number) => Promise<void>;

/** Milliseconds of work in one stretch. */
const STRETCH = 30;

export async function analyse(settings: Settings, text: string, now: number, rest: Rest): Promise<Analysis> {
  const { answer, fields } = filterFindings(settings);
  const alarmFields = alarmFindings(settings);
  const findings = [...fields, ...alarmFields];
  const taking = new Taking(settings, now);
  const batches = taking.batches(text, rest);
  const nothing = { refusal: answer, findings, metric: undefined, alarm: undefined };
  if (answer !== undefined) {
    for await (const _ of batches);
    return { ...taking.result(), ...nothing, refusal: fields.length > 0 ? undefined : answer };
  }
  const alarms = alarmFields.length > 0 ? [] : [alarmRequest(settings)];
  const running = replay({ metricFilters: [filterRequest(settings)], metricAlarms: alarms, events: batches });
  const outputs = await running;
  const summary = outputs.at(-1) as ReplaySummary;
  const { fold } = await running.state();
  const rows = fold.metrics.flatMap(({ series }) => series.streams.flatMap(({ periods }) => periods));
  const values = rows.map(([, samples]) => statistic(samples, settings.statistic) ?? Number.NaN);
  const metric = { minutes: rows.map(([minute]) => minute), values, datapoints: summary.filters[0]?.datapoints ?? 0 };
  const changes = outputs.filter((one): one is StateChangeOutput => one.type === "state-change");
  return { ...taking.result(), ...nothing, metric, alarm: alarmResult(summary, changes, settings) };
}

function alarmResult(
  summary: ReplaySummary,
  changes: readonly StateChangeOutput[],
  settings: Settings,
): AlarmResult | undefined {
  const { from, to, alarms } = summary;
  const [alarm] = alarms;
  if (alarm === undefined || from === null || to === null) return undefined;
  const style = settings.mailStyle as EmailStyle;
  const shown = changes.slice(0, MOST_CHANGES).map(({ change }) => ({
    ...{ at: change.at, state: change.newState, reason: change.stateReason },
    mail: change.newState === "ALARM" ? renderEmail(change, { style }) : undefined,
  }));
  return { from, to, changes: shown, total: changes.length, state: alarm.StateValue, note: alarm.note };
}

/** Goes through the events once: counts them, keeps those that are shown, and hands them on to a replay. */
class Taking {
  readonly #filter: MetricFilter | undefined;
  readonly #now: number;
  readonly #matching: ShownEvent[] = [];
  readonly #others: ShownEvent[] = [];
  readonly #lines: number[] = [];
  #events = 0;
  #matches = 0;
  #untimed = 0;
  #time: number | undefined;

  constructor(settings: Settings, now: number) {
    this.#filter = patternFilter(settings);
    this.#now = now;
  }

  async *batches(text: string, rest: Rest): AsyncGenerator<readonly ReplayEvent[]> {
    let batch: ReplayEvent[] = [];
    let untimed: TextEvent[] = [];
    let until = performance.now() + STRETCH;
    for (const event of eventsOf(text, this.#now)) {
      this.#take(event);
      // Events before the first time have that time.
      if (this.#time === undefined) untimed.push(event);
      else {
        for (const { message } of untimed) batch.push({ message, timestamp: this.#time });
        untimed = [];
        batch.push({ message: event.message, timestamp: this.#time });
      }
      if (performance.now() < until) continue;
      yield batch;
      batch = [];
      await rest(event.start);
      until = performance.now() + STRETCH;
    }
    yield [...batch, ...untimed.map(({ message }) => ({ message, timestamp: this.#now }))];
  }

  #take(event: TextEvent): void {
    this.#events++;
    this.#time = event.timestamp ?? this.#time;
    if (event.timestamp === undefined) this.#untimed++;
    const { matcher } = this.#filter ?? {};
    if (matcher === undefined) return;
    const isMatch = matcher.test(event.message);
    if (isMatch && this.#matches++ < MOST_LINES) this.#lines.push(event.start);
    const shown = isMatch ? this.#matching : this.#others;
    if (shown.length < MOST_SHOWN) shown.push(shownEvent(matcher, event, this.#events));
  }

  result(): Pick<Analysis, "counts" | "matching" | "others" | "lines"> {
    const isTimeless = this.#time === undefined;
    const counts = { events: this.#events, matches: this.#matches, untimed: this.#untimed, isTimeless };
    return { counts, matching: this.#matching, others: this.#others, lines: this.#lines };
  }
}

/** The pattern alone, whatever is wrong with the metric. */
function patternFilter(settings: Settings): MetricFilter | undefined {
  const sound = { ...settings, metricName: "Matches", metricValue: "1", defaultValue: "" };
  return filterFindings(sound).answer === undefined ? compileMetricFilter(filterRequest(sound)) : undefined;
}
