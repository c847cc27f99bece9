// Holds: a worker of `tocsin replay --jobs`.

import { FOLDING } from "./folding.ts";
import { serve } from "./serve.ts";

serve(FOLDING);
