// Holds: the measured part of docs/performance.md.
// In: the page, results. Out: the page with the results of today between its markers.
// Always: what is written by hand around the markers stays.

import type { Results } from "./result.ts";
import { caseTables, goalTable, growthTables, lossTable, markdown, memoryTable, type Table } from "./table.ts";

const MARKERS = /<!-- (goals|losses|growth|cases|machine) -->[\s\S]*?<!-- end -->/g;

export function performancePage(page: string, results: Results): string {
  return page.replace(MARKERS, (_, part: string) => `<!-- ${part} -->\n${partOf(part, results)}\n<!-- end -->`);
}

function partOf(part: string, results: Results): string {
  switch (part) {
    case "machine":
      return markdown({ title: "", head: ["", ""], rows: results.machine }) + paceNote(results);
    case "goals":
      return markdown(goalTable(results));
    case "losses":
      return losses(results);
    case "growth":
      return growthTables(results)
        .map((table) => titled(table, "###"))
        .join("\n\n");
    default:
      return cases(results);
  }
}

function paceNote({ isQuick, rounds }: Results): string {
  const quick = isQuick ? " A quick run over little data: a first impression, no more." : "";
  return `\n\nMedians of ${rounds} rounds (whole processes: three at most), quartiles in brackets; the round before them is dropped.${quick}`;
}

function losses(results: Results): string {
  const table = lossTable(results);
  return table.rows.length === 0 ? "Nobody with the same answer was quicker in this run." : markdown(table);
}

function cases(results: Results): string {
  const groups = caseTables(results).map(([title, tables]) =>
    [`### ${title}`, ...tables.map((table) => titled(table, "####"))].join("\n\n"),
  );
  if (results.memory.length > 0) groups.push(titled(memoryTable(results), "###"));
  return groups.join("\n\n");
}

function titled(table: Table, level: string): string {
  return `${level} ${table.title}\n\n${markdown(table)}`;
}
