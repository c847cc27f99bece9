// Holds: the list of all classes of cases.
// In: a bench. Out: cases, class by class.
// Always: a case is made when its turn comes, so that the bytes of one class are gone before the next.

import type { Bench } from "../bench.ts";
import type { Case } from "../contender.ts";
import { fieldCases } from "./fields.ts";
import { jsonCases, stringCases } from "./json.ts";
import { gzipCases, processCases } from "./processes.ts";
import { replayCases } from "./replay.ts";
import { setCases } from "./sets.ts";
import { sizeCases } from "./sizes.ts";
import { termCases } from "./terms.ts";
import { workerCases } from "./workers.ts";

export const CLASSES: Readonly<Record<Case["group"], (bench: Bench) => Iterable<Case> | AsyncIterable<Case>>> = {
  terms: termCases,
  json: jsonCases,
  strings: stringCases,
  fields: fieldCases,
  sets: setCases,
  sizes: sizeCases,
  processes: processCases,
  gzip: gzipCases,
  replay: replayCases,
  workers: workerCases,
};
