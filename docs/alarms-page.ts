// Holds: the two tables of docs/alarms.md, made by evaluating an alarm.
// In: the page. Out: the page with the tables of today between its markers.
// Always: the rows are those of the service's own documentation; what stands in them comes from the code.

import type { StateValue } from "../src/alarm/alarm.ts";
import { evaluateMetricAlarm } from "../src/alarm/evaluate.ts";

/** Oldest first: `0` does not breach, `X` breaches, `-` has no data. */
const ROWS = {
  "3 of 3": ["0 - X - X", "0 - - - -", "- - - - -", "0 X X - X", "- - X - -"],
  "2 of 3": ["0 - X - X", "0 0 X 0 X", "0 - X - -", "- - - - 0", "- - - X -"],
} as const;

const TREATMENTS = ["missing", "ignore", "breaching", "notBreaching"] as const;
const STATES: readonly StateValue[] = ["OK", "ALARM", "INSUFFICIENT_DATA"];
const AT = Date.UTC(2026, 0, 5, 12);

/** The state after, or that it stays whatever it was. */
function outcome(row: string, m: number, treatment: string): string {
  const slots = row.split(" ").map((mark, i, marks) => ({
    timestamp: AT - (marks.length - i) * 300_000,
    value: mark === "-" ? undefined : mark === "X" ? 1 : 0,
  }));
  const alarm = {
    ...{ Period: 300, EvaluationPeriods: 3, DatapointsToAlarm: m, TreatMissingData: treatment },
    ...{ ComparisonOperator: "GreaterThanThreshold", Threshold: 0 },
  };
  const after = STATES.map((state) => evaluateMetricAlarm(alarm, slots, { state, at: AT }).stateValue);
  return new Set(after).size === 1 ? after[0]! : "as before";
}

function table(rows: readonly string[], m: number): string {
  const head = `| periods, oldest first | ${TREATMENTS.map((name) => `\`${name}\``).join(" | ")} |`;
  const lines = rows.map(
    (row) => `| \`${row}\` | ${TREATMENTS.map((treatment) => outcome(row, m, treatment)).join(" | ")} |`,
  );
  return [head, `|${" --- |".repeat(TREATMENTS.length + 1)}`, ...lines].join("\n");
}

/** The page, its tables made anew. */
export function alarmsPage(page: string): string {
  return page.replace(/<!-- table (\d) of 3 -->[\s\S]*?<!-- end -->/g, (_, m: "2" | "3") => {
    return `<!-- table ${m} of 3 -->\n${table(ROWS[`${m} of 3`], Number(m))}\n<!-- end -->`;
  });
}
