// Property tests run with one seed, so that a run can be repeated; TOCSIN_SEED gives another.

import fc from "fast-check";

const FOUNDING_DAY = 20141105;

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.TOCSIN_SEED ?? FOUNDING_DAY) });
