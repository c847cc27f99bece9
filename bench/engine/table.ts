// Holds: results as tables.
// In: results. Out: tables, and tables as Markdown or as text for a terminal.
// Always: the base stands first with ratio 1; what disagrees or is absent keeps its row and says so.

import { GROUPS, type Group } from "./contender.ts";
import { judge } from "./goals.ts";
import {
  type CaseResult,
  type Measured,
  measuredOf,
  type Outcome,
  type Quartiles,
  type Results,
  ratio,
  speed,
} from "./result.ts";
import { KINDS } from "./rule.ts";

export interface Table {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const TITLES: Readonly<Record<Group, string>> = {
  terms: "Terms",
  json: "One JSON pattern over bytes",
  strings: "Events that come one by one",
  fields: "Space-delimited patterns",
  sets: "Sets of patterns",
  sizes: "Sizes of events",
  processes: "Whole processes",
  gzip: "Gzip",
  replay: "Replay",
  workers: "Workers",
  memory: "Memory",
};

export function goalTable(results: Results): Table {
  const rows = judge(results.cases).map(({ what, base, atLeast, aim, ratio: measured, verdict }) => {
    return [what, base, measured === undefined ? "–" : times(measured), String(atLeast), String(aim), verdict];
  });
  return { title: "Goals", head: ["class", "against", "measured", "at least", "aim", "verdict"], rows };
}

export function caseTable(result: CaseResult): Table {
  const { what, bytes, events, outcomes } = result;
  const base = measuredOf(result, outcomes[0]?.name ?? "");
  const title = `${what} (${megabytes(bytes)}, ${events.toLocaleString("en")} events)`;
  const rows = outcomes.map((outcome) => outcomeRow(outcome, base, bytes));
  return { title, head: ["contender", "MB/s (quartiles)", "× base", "count", ""], rows };
}

function outcomeRow(outcome: Outcome, base: Measured | undefined, bytes: number): readonly string[] {
  const { name } = outcome;
  if (outcome.kind === "absent") return [name, "–", "–", "–", `left out: ${outcome.reason}`];
  if (outcome.kind === "disagrees") {
    const { count, expected } = outcome;
    return [name, "–", "–", `${count} for ${expected}`, "another answer than the base's: not timed"];
  }
  const part = outcome.bytes < bytes * 0.99 ? `first ${megabytes(outcome.bytes)} only` : "";
  const notes = [outcome.note ?? "", outcome.isBound === true ? "a bound: does less" : "", part].filter(
    (note) => note !== "",
  );
  const { low, median, high } = speed(outcome);
  const shown = `${figure(median)} (${figure(low)}–${figure(high)})`;
  return [name, shown, base === undefined ? "–" : times(ratio(outcome, base)), String(outcome.count), notes.join("; ")];
}

export function memoryTable({ memory }: Results): Table {
  const rows = memory.map(({ what, megabytes: held, reason }) => [
    what,
    held === undefined ? (reason ?? "–") : figure(held),
  ]);
  return { title: TITLES.memory, head: ["process", "MB"], rows };
}

/** Where another one that gave the same answer was quicker. */
export function lossTable({ cases }: Results): Table {
  const rows = cases.flatMap((result) => {
    const ours = measuredOf(result, "tocsin");
    if (ours === undefined) return [];
    const quicker = result.outcomes.filter(
      (one) => one.kind === "measured" && one.isBound !== true && one.isOurs !== true,
    );
    return (quicker as readonly Measured[])
      .filter((one) => ratio(one, ours).median > 1)
      .map((one) => [`${TITLES[result.group]}: ${result.what}`, one.name, times(ratio(one, ours)), one.note ?? ""]);
  });
  return { title: "Where tocsin loses", head: ["case", "quicker", "× tocsin", ""], rows };
}

/** Nanoseconds an event, by the number of patterns or terms; and speed by the size of events. */
export function growthTables({ cases }: Results): readonly Table[] {
  const grown = (group: Group, prefix: string): readonly CaseResult[] =>
    cases.filter((one) => one.group === group && one.id.startsWith(prefix));
  const tables = [
    growth("Terms", "terms", grown("terms", "")),
    ...KINDS.map((kind) => growth(`Sets: ${kind}`, "patterns", grown("sets", `${kind}-`))),
    growth("Sizes of events", "bytes", grown("sizes", "")),
  ];
  return tables.filter(({ rows }) => rows.length > 1);
}

function growth(title: string, unit: string, cases: readonly CaseResult[]): Table {
  let before: { readonly size: number; readonly cost: number } | undefined;
  const rows = cases.flatMap((one) => {
    const ours = measuredOf(one, "tocsin");
    const base = measuredOf(one, one.outcomes[0]!.name);
    if (ours === undefined) return [];
    const size = Number(/\d+$/.exec(one.id)![0]);
    const cost = perEvent(one, ours);
    const factor = before === undefined ? "" : `× ${figure(cost / before.cost)} for × ${figure(size / before.size)}`;
    before = { size, cost };
    const found = figure(ours.count / ((one.events * ours.bytes) / one.bytes));
    return [
      [size.toLocaleString("en"), figure(cost), factor, base === undefined ? "–" : figure(perEvent(one, base)), found],
    ];
  });
  return { title, head: [unit, "tocsin, ns an event", "growth", "base, ns an event", "matches an event"], rows };
}

/** Nanoseconds. */
function perEvent({ bytes, events }: CaseResult, measured: Measured): number {
  return ((bytes / events) * 1000) / speed(measured).median;
}

export function caseTables({ cases }: Results): readonly (readonly [title: string, tables: readonly Table[]])[] {
  return GROUPS.map(
    (group) => [TITLES[group], cases.filter((one) => one.group === group).map(caseTable)] as const,
  ).filter(([, tables]) => tables.length > 0);
}

export function markdown({ head, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(head), `|${" --- |".repeat(head.length)}`, ...rows.map(line)].join("\n");
}

export function text({ title, head, rows }: Table): string {
  const widths = head.map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    `  ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")}`.trimEnd();
  return [title, line(head), ...rows.map(line)].join("\n");
}

function times({ low, median, high }: Quartiles): string {
  return `${figure(median)} (${figure(low)}–${figure(high)})`;
}

/** Three digits at most behind what matters. */
export function figure(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString("en");
  return String(Number(value.toPrecision(value >= 10 ? 3 : 2)));
}

function megabytes(bytes: number): string {
  return `${figure(bytes / 1e6)} MB`;
}
