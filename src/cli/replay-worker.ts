// Holds: a worker of `tocsin replay --jobs`.

import { compileMetricFilter } from "../metric/filter.ts";
import type { FoldState } from "../replay/fold.ts";
import { Folding, type FoldingSetup } from "./folding.ts";
import { serve } from "./serve.ts";

serve<FoldingSetup, FoldState | undefined>(
  ({ filters, bounds }) => new Folding(filters.map(compileMetricFilter), bounds),
  () => undefined,
);
