// Holds: what was aimed at, and whether it is reached.
// In: the results of a run. Out: a verdict a goal.
// Always: a goal is a ratio of speeds within one case of one run; what was not measured is not reached.

import { INCLUDES, PARSE } from "./byhand.ts";
import { TOKENISE } from "./classes/fields.ts";
import { DUCKDB, GUNZIP, JQ, READLINE_PROCESS } from "./classes/processes.ts";
import { EVALUATE } from "./classes/sets.ts";
import { ONE_JOB, TWO_JOBS } from "./classes/workers.ts";
import { type CaseResult, measuredOf, type Quartiles, ratio } from "./result.ts";

interface Goal {
  readonly what: string;
  /** `group/id` of the case. */
  readonly of: string;
  readonly ours?: string;
  readonly base: string;
  readonly atLeast: number;
  readonly aim: number;
}

export interface Judged extends Goal {
  readonly ratio: Quartiles | undefined;
  readonly verdict: "aim reached" | "reached" | "missed" | "not measured";
}

const GOALS: readonly Goal[] = [
  { what: "one JSON pattern, selective, bytes", of: "json/selective", base: PARSE, atLeast: 15, aim: 22 },
  { what: "OR of two literals", of: "json/or", base: PARSE, atLeast: 10, aim: 18 },
  { what: "common (92 % hits)", of: "json/common", base: PARSE, atLeast: 5, aim: 7 },
  { what: "no literal", of: "json/no-literal", base: PARSE, atLeast: 5, aim: 7 },
  { what: "string API, selective", of: "strings/selective", base: PARSE, atLeast: 10, aim: 14 },
  { what: "string API, common", of: "strings/common", base: PARSE, atLeast: 3.5, aim: 4.5 },
  { what: "100 patterns (two equalities)", of: "sets/equalities-100", base: EVALUATE, atLeast: 8, aim: 12 },
  { what: "1,000 patterns (two equalities)", of: "sets/equalities-1000", base: EVALUATE, atLeast: 25, aim: 40 },
  { what: "10,000 patterns (two equalities)", of: "sets/equalities-10000", base: EVALUATE, atLeast: 100, aim: 200 },
  { what: "100 wildcard patterns", of: "sets/wildcards-100", base: EVALUATE, atLeast: 6, aim: 12 },
  { what: "terms: 1", of: "terms/1", base: INCLUDES, atLeast: 4, aim: 7 },
  { what: "terms: 2", of: "terms/2", base: INCLUDES, atLeast: 4, aim: 7 },
  { what: "terms: 16", of: "terms/16", base: INCLUDES, atLeast: 14, aim: 20 },
  { what: "terms: 100", of: "terms/100", base: INCLUDES, atLeast: 18, aim: 25 },
  { what: "terms: 1,000", of: "terms/1000", base: INCLUDES, atLeast: 120, aim: 250 },
  { what: "space-delimited, selective", of: "fields/selective", base: TOKENISE, atLeast: 6, aim: 12 },
  { what: "space-delimited, not selective", of: "fields/common", base: TOKENISE, atLeast: 3, aim: 5 },
  { what: "`tocsin match` on a file", of: "processes/or", base: READLINE_PROCESS, atLeast: 6, aim: 10 },
  { what: "`tocsin match` on a file", of: "processes/or", base: JQ, atLeast: 15, aim: 25 },
  { what: "`tocsin match` on a file", of: "processes/or", base: DUCKDB, atLeast: 3, aim: 5 },
  { what: "gzip input", of: "gzip/or", base: GUNZIP, atLeast: 0.85, aim: 0.95 },
  { what: "two workers", of: "workers/jobs", ours: TWO_JOBS, base: ONE_JOB, atLeast: 1.8, aim: 1.95 },
];

export function judge(cases: readonly CaseResult[]): readonly Judged[] {
  return GOALS.map((goal) => {
    const found = cases.find(({ group, id }) => `${group}/${id}` === goal.of);
    const ours = measuredOf(found, goal.ours ?? "tocsin");
    const base = measuredOf(found, goal.base);
    const measured = ours && base && ratio(ours, base);
    return { ...goal, ratio: measured, verdict: verdictOf(goal, measured?.median) };
  });
}

function verdictOf({ atLeast, aim }: Goal, measured: number | undefined): Judged["verdict"] {
  if (measured === undefined) return "not measured";
  return measured >= aim ? "aim reached" : measured >= atLeast ? "reached" : "missed";
}
