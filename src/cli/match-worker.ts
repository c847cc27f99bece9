// Holds: a worker of `tocsin match --jobs`.

import { matcherOf } from "../match/matching.ts";
import { type Found, Search, type SearchSetup } from "./search.ts";
import { serve } from "./serve.ts";

serve<SearchSetup, Found>(
  ({ pattern, analysed, options }) => new Search(matcherOf(pattern, analysed), options),
  ({ lines }) => lines,
);
