// Holds: the readable account of a replay.
// In: its summary and its changes. Out: lines: what was read, filters, metrics, changes of state and late actions, where the alarms ended.
// Always: times are UTC; numbers are plain; sentences are broken at spaces.

import type { StateValue } from "../alarm/alarm.ts";
import type {
  ActionsOutput,
  AlarmSummary,
  MetricSummary,
  ReplaySummary,
  StateChangeOutput,
} from "../replay/summary.ts";
import type { Paint } from "./paint.ts";
import { table } from "./table.ts";
import { wrapped } from "./wrap.ts";

/** Of more metrics than this the rest is told as a number: dimensions can make thousands. */
const SHOWN_METRICS = 50;

/** What the account is shown on: colours or none, and columns. */
export interface Screen {
  readonly paint: Paint;
  /** For tables. */
  readonly width: number;
  /** For sentences, without end where nothing breaks lines. */
  readonly room: number;
}

export function* reportLines(
  summary: ReplaySummary,
  changes: readonly (StateChangeOutput | ActionsOutput)[],
  screen: Screen,
): Iterable<string> {
  const { paint, room } = screen;
  yield* opening(summary);
  yield "";
  yield* section("Filters", filterRows(summary), [false, false, true, true, true, true], screen);
  yield "";
  yield* metricLines(summary, screen);
  yield "";
  yield* changeLines(changes, screen);
  yield "";
  yield* section("Alarms", alarmRows(summary), [false, false, true, true], screen);
  for (const { AlarmName, note } of summary.alarms) {
    if (note === undefined) continue;
    const [first = "", ...others] = wrapped(`note: ${AlarmName}: ${note}`, room - 2);
    yield paint("warning", "note") + first.slice("note".length);
    for (const line of others) yield `  ${line}`;
  }
}

function* opening({ events, eventsOutside, eventsWithoutTime, from, to }: ReplaySummary): Iterable<string> {
  const clock = from === null || to === null ? "" : `, clock from ${minuteOf(from)} to ${minuteOf(to)} UTC`;
  yield `${counted(events, "event")}${clock}`;
  if (eventsOutside !== undefined) yield `${counted(eventsOutside, "event")} outside of --from and --to left out`;
  if (eventsWithoutTime !== undefined) yield `${counted(eventsWithoutTime, "event")} without a time left out`;
}

function* section(
  title: string,
  rows: readonly (readonly string[])[],
  numeric: readonly boolean[],
  { paint, width }: Screen,
): Iterable<string> {
  if (rows.length === 1) {
    yield paint("bold", `${title}: none`);
    return;
  }
  const [head = [], ...body] = table(rows, numeric, width - 2);
  yield paint("bold", title);
  for (const line of head) yield paint("dim", `  ${line}`);
  for (const line of body.flat()) yield `  ${line}`;
}

function filterRows({ filters }: ReplaySummary): readonly (readonly string[])[] {
  const rows = filters.map((filter) => [
    filter.filterName ?? "(unnamed)",
    `${filter.metricNamespace}/${filter.metricName}`,
    plain(filter.events),
    plain(filter.matches),
    plain(filter.datapoints) + (filter.refused === undefined ? "" : ` (${filter.refused} refused)`),
    plain(filter.sum),
  ]);
  return [["filter", "metric", "events", "matches", "datapoints", "sum"], ...rows];
}

function* metricLines({ metrics }: ReplaySummary, screen: Screen): Iterable<string> {
  const rows = metrics
    .slice(0, SHOWN_METRICS)
    .map((metric) => [
      metricName(metric),
      plain(metric.minutes),
      plain(metric.SampleCount),
      plain(metric.Sum),
      plain(metric.Minimum),
      plain(metric.Maximum),
    ]);
  const head = ["metric", "minutes", "samples", "sum", "min", "max"];
  yield* section("Metrics", [head, ...rows], [false, true, true, true, true, true], screen);
  if (metrics.length > SHOWN_METRICS) yield `  … and ${counted(metrics.length - SHOWN_METRICS, "more metric")}`;
}

function metricName({ Namespace, MetricName, Dimensions }: MetricSummary): string {
  const dimensions = Dimensions.map(({ Name, Value }) => `${Name}=${Value}`).join(", ");
  return `${Namespace}/${MetricName}${dimensions === "" ? "" : ` {${dimensions}}`}`;
}

function* changeLines(changes: readonly (StateChangeOutput | ActionsOutput)[], screen: Screen): Iterable<string> {
  const { paint } = screen;
  yield paint("bold", changes.length === 0 ? "Alarm changes: none" : "Alarm changes");
  for (const output of changes)
    yield* output.type === "actions" ? lateLines(output, paint) : stateLines(output, screen);
}

function* stateLines({ change }: StateChangeOutput, { paint, room }: Screen): Iterable<string> {
  const { at, alarm, oldState, newState, stateReason, actionsSuppressedBy: by, actionsSuppressedReason: why } = change;
  yield `  ${secondOf(at)}  ${alarm.AlarmName}  ${oldState} -> ${painted(newState, paint)}`;
  const sentences = by === undefined ? [stateReason] : [stateReason, why ?? `Actions suppressed by ${by}`];
  for (const sentence of sentences)
    for (const line of wrapped(sentence, room - INDENT)) yield paint("dim", `${" ".repeat(INDENT)}${line}`);
}

/** How far reasons stand to the right. */
const INDENT = 6;

/** Actions that nothing holds back any more. */
function* lateLines({ AlarmName, StateValue, ActionsTime, actions }: ActionsOutput, paint: Paint): Iterable<string> {
  const what = `actions of ${painted(StateValue, paint)} run${actions.length === 0 ? ": there are none" : ""}`;
  yield `  ${secondOf(Date.parse(ActionsTime))}  ${AlarmName}  ${what}`;
  for (const action of actions) yield paint("dim", `      ${action}`);
}

function painted(state: StateValue, paint: Paint): string {
  return paint(state === "ALARM" ? "error" : state === "OK" ? "good" : "warning", state);
}

function alarmRows({ alarms }: ReplaySummary): readonly (readonly string[])[] {
  const rows = alarms.map((alarm: AlarmSummary) => [
    alarm.AlarmName,
    alarm.StateValue,
    plain(alarm.changes),
    duration(alarm.timeInState.ALARM),
  ]);
  return [["alarm", "ends in", "changes", "time in ALARM"], ...rows];
}

function duration(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  const parts = [days > 0 ? `${days} d` : "", hours > 0 ? `${hours} h` : "", `${minutes % 60} min`];
  return parts.filter((part) => part !== "").join(" ");
}

/** At most three digits after the point, thousands set apart. */
function plain(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 3 });
}

function counted(count: number, noun: string): string {
  return `${plain(count)} ${noun}${count === 1 ? "" : "s"}`;
}

function minuteOf(at: number): string {
  return secondOf(at).slice(0, 16);
}

function secondOf(at: number): string {
  return new Date(at).toISOString().replace("T", " ").replace(".000", "").replace(/Z$/, "Z");
}
