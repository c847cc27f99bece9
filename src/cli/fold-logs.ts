// Holds: the folding of all logs of a replay.
// In: a fold, logs; how many threads are wanted. Out: everything in the fold; problems, notes and progress as for any reading.
// Always: each task of reading is folded by itself and added in the order of the input, so that the result does not depend on who
// did it.

import type { PutMetricFilterRequest } from "../metric/request.ts";
import type { EventFold, FoldState } from "../replay/fold.ts";
import type { LogGroups } from "../replay/sources/groups.ts";
import { FOLDING, Folding, type FoldingSetup } from "./folding.ts";
import type { Inputs } from "./inputs.ts";
import type { Io } from "./io.ts";
import { hire, jobsFor } from "./jobs.ts";
import { type Errand, Reading } from "./reading.ts";
import type { Piece } from "./reading-task.ts";

/** How many times longer a byte takes than to be searched: each event is read for its time. */
const READ = 4;

export interface Logs {
  readonly logs: readonly string[];
  readonly groups: LogGroups;
  /** How many threads read; Infinity when nothing is said. */
  readonly jobs: number;
  /** What the fold's filters were compiled from. */
  readonly filterRequests: readonly PutMetricFilterRequest[];
}

export async function foldLogs(fold: EventFold, given: Logs, inputs: Inputs, io: Io): Promise<void> {
  const { logs, groups, filterRequests } = given;
  const jobs = jobsFor(logs, given.jobs, READ);
  const crew = await hire<FoldingSetup, Errand, Piece<FoldState | undefined>>("replay-worker", jobs);
  try {
    const { bounds } = fold;
    const filters = fold.filters.map(({ filter }) => filter);
    const reading = new Reading(logs, new Folding(filters, bounds), inputs, io.stdin, { groups, ranges: "always" });
    const setup = { filters: filterRequests, bounds };
    for await (const state of crew === undefined ? reading.here() : reading.by(crew, setup, FOLDING)) {
      if (state !== undefined) fold.addState(state);
    }
  } finally {
    inputs.erase();
    await crew?.stop();
  }
}
