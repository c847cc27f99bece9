// Holds: the metric, minute by minute: a plot and the same as a table.
// In: an analysis, the settings. Out: elements; the canvas is uPlot's.
// Always: the plot has a text that says what it shows; the time is UTC; the axis is as long as the alarm's.

import uPlot from "uplot";
import type { Analysis, MetricResult } from "./analysis.ts";
import { byId, counted, el, timeText } from "./dom.ts";
import type { Settings } from "./settings.ts";

const MINUTE = 60_000;
/** Minutes that are laid out one by one; beyond, those with data only. */
const MOST_MINUTES = 10_000;
const MOST_ROWS = 200;
const HEIGHT = 180;
/** Beside the plot, where the axis and the names of the states stand. */
const LEFT = 64;

export class MetricView {
  #plot: uPlot | undefined;

  constructor() {
    new ResizeObserver(() => this.#plot?.setSize({ width: widthOf(), height: HEIGHT })).observe(byId("plot"));
  }

  show({ metric, alarm, counts }: Analysis, settings: Settings): void {
    this.#plot?.destroy();
    this.#plot = undefined;
    byId("plot-title").textContent = `${settings.statistic} per minute`;
    byId("plot-note").textContent = noteOf(metric, counts, settings);
    const isEmpty = metric === undefined || metric.minutes.length === 0;
    byId("plot-table").hidden = isEmpty;
    const place = byId("plot");
    if (isEmpty) {
      place.replaceChildren(
        el(
          "p",
          { class: "empty" },
          metric === undefined ? "No metric yet: something above is refused." : "No datapoints.",
        ),
      );
      place.removeAttribute("role");
      place.removeAttribute("aria-label");
      return;
    }
    const from = alarm?.from ?? metric.minutes[0]!;
    const to = alarm?.to ?? metric.minutes.at(-1)! + MINUTE;
    const [minutes, values] = laidOut(metric, from, to);
    const threshold = Number(settings.threshold);
    const line = settings.threshold.trim() === "" || !Number.isFinite(threshold) ? undefined : threshold;
    place.replaceChildren();
    this.#plot = new uPlot(optionsOf(from, to, line), [minutes, values], place);
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", descriptionOf(metric, settings));
    fillTable(metric, settings.statistic);
  }

  /** The colours of the page have changed. */
  redraw(): void {
    this.#plot?.redraw();
  }
}

function widthOf(): number {
  return Math.max(240, byId("plot").clientWidth);
}

/** Every minute from the first to the last, or only those with data when there are too many. */
function laidOut({ minutes, values }: MetricResult, from: number, to: number): [number[], (number | null)[]] {
  if ((to - from) / MINUTE > MOST_MINUTES) return [[...minutes], [...values]];
  const known = new Map(minutes.map((minute, i) => [minute, values[i]!]));
  const all: number[] = [];
  for (let minute = from; minute < to; minute += MINUTE) all.push(minute);
  return [all, all.map((minute) => known.get(minute) ?? null)];
}

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

function optionsOf(from: number, to: number, threshold: number | undefined): uPlot.Options {
  const axis = { stroke: () => colour("dim"), font: "12px system-ui, sans-serif", ticks: { show: false } };
  const grid = { stroke: () => colour("grid"), width: 1 };
  return {
    ...{ width: widthOf(), height: HEIGHT, ms: 1, padding: [12, 20, 0, 0] },
    ...{ legend: { show: false }, cursor: { show: false } },
    tzDate: (at) => uPlot.tzDate(new Date(at), "Etc/UTC"),
    scales: {
      x: { time: true, range: [from, to] },
      y: { range: (_plot, low, high) => rangeOf(low, high, threshold) },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: 40,
        values: (_plot, splits) => splits.map((at, i) => axisText(at, splits[i - 1])),
        space: 64,
      },
      { ...axis, grid, size: LEFT, space: 32 },
    ],
    series: [
      {},
      {
        ...{ stroke: () => colour("bar"), fill: () => colour("bar"), width: 0, points: { show: false } },
        paths: uPlot.paths.bars!({ size: [0.8, 40, 2], align: 1 }),
      },
    ],
    hooks: { draw: threshold === undefined ? [] : [(plot) => drawThreshold(plot, threshold)] },
  };
}

/** From zero, with room for the threshold and above. */
function rangeOf(low: number, high: number, threshold = 0): [number, number] {
  const [least, most] = [Math.min(0, low, threshold), Math.max(low, high, threshold)];
  return [least * 1.15, most === least ? least + 1 : most * 1.15];
}

function axisText(at: number, before: number | undefined): string {
  const [day, time] = [timeText(at).slice(5, 10), timeText(at).slice(11, 16)];
  return before === undefined || timeText(before).slice(5, 10) !== day ? `${time}\n${day}` : time;
}

function drawThreshold(plot: uPlot, threshold: number): void {
  const { ctx, bbox } = plot;
  const y = plot.valToPos(threshold, "y", true);
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = colour("alarm");
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([6 * devicePixelRatio, 4 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(bbox.left, y);
  ctx.lineTo(bbox.left + bbox.width, y);
  ctx.stroke();
  ctx.font = `${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = "right";
  ctx.fillText(`threshold ${threshold}`, bbox.left + bbox.width - 4 * devicePixelRatio, y - 5 * devicePixelRatio);
  ctx.restore();
}

function noteOf(
  metric: MetricResult | undefined,
  { untimed, isTimeless }: Analysis["counts"],
  settings: Settings,
): string {
  if (metric === undefined) return "";
  const said = [`${counted(metric.datapoints, "datapoint")} in ${counted(metric.minutes.length, "minute")}.`];
  if (settings.period !== "60") said.push("The alarm compares whole periods, not minutes.");
  if (isTimeless && untimed > 0) said.push("No event holds a time: all count as of now.");
  else if (untimed > 0)
    said.push(`${counted(untimed, "event holds", "events hold")} no time and have that of the event before.`);
  return said.join(" ");
}

function descriptionOf({ minutes, values }: MetricResult, { statistic, threshold }: Settings): string {
  const most = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const when = timeText(minutes[values.indexOf(most)] ?? minutes[0]!);
  const span = `${timeText(minutes[0]!)} to ${timeText(minutes.at(-1)!)} UTC`;
  return `Plot of ${statistic} per minute, ${counted(minutes.length, "minute")} with data, ${span}; highest ${numberText(most)} at ${when}; threshold ${threshold}.`;
}

function fillTable({ minutes, values }: MetricResult, statistic: string): void {
  const rows = minutes
    .slice(0, MOST_ROWS)
    .map((minute, i) =>
      el("tr", {}, el("td", {}, timeText(minute).slice(0, 16)), el("td", {}, numberText(values[i]!))),
    );
  const head = el(
    "thead",
    {},
    el("tr", {}, el("th", { scope: "col" }, "Minute (UTC)"), el("th", { scope: "col" }, statistic)),
  );
  const more =
    minutes.length > MOST_ROWS ? el("p", { class: "hint" }, `The first ${MOST_ROWS} of ${minutes.length}.`) : undefined;
  byId("plot-table").lastElementChild!.replaceChildren(el("table", {}, head, el("tbody", {}, ...rows)), more ?? "");
}

function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : "not computable";
}
