// Holds: what a replay does with events: they are folded into metrics.
// In: metric filters, events as a source gives them. Out: what each task came to, as plain data.
// Always: tasks are folded one by one, so that their sums do not depend on who does them.

import { compileMetricFilter, type MetricFilter } from "../metric/filter.ts";
import type { PutMetricFilterRequest } from "../metric/request.ts";
import { EventFold, type FoldBounds, type FoldState } from "../replay/fold.ts";
import type { SourceEvent } from "../replay/sources/event.ts";
import type { Taker } from "../replay/sources/taker.ts";
import type { DoerOptions } from "./doer.ts";
import type { Work } from "./reading-task.ts";

/** What a worker has to know. */
export interface FoldingSetup {
  readonly filters: readonly PutMetricFilterRequest[];
  readonly bounds: FoldBounds;
}

export class Folding implements Work<FoldState | undefined> {
  readonly needTime = true;
  readonly #fold: EventFold;
  readonly #taker: Taker;

  constructor(filters: readonly MetricFilter[], bounds: FoldBounds) {
    const fold = new EventFold(filters, bounds);
    this.#fold = fold;
    this.#taker = {
      timed: (lines, logGroup) => fold.addLines(lines, logGroup),
      event: (event: SourceEvent) => fold.add(event),
    };
  }

  taker(): Taker {
    return this.#taker;
  }

  take(): undefined {
    return undefined;
  }

  end(): FoldState {
    const state = this.#fold.toState();
    this.#fold.clear();
    return state;
  }
}

/** How folding is done by several threads. */
export const FOLDING: Pick<DoerOptions<FoldingSetup, FoldState | undefined>, "workOf" | "linesOf"> = {
  workOf: ({ filters, bounds }) => new Folding(filters.map(compileMetricFilter), bounds),
  linesOf: () => undefined,
};
