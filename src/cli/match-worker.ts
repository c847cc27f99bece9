// Holds: a worker of `tocsin match --jobs`.

import { SEARCHING } from "./search.ts";
import { serve } from "./serve.ts";

serve(SEARCHING);
