// Property tests run with one seed, so that a run can be repeated; TOCSIN_SEED gives another. TOCSIN_PROPERTY_MS ends each
// property after so many milliseconds, passed so far: mutation testing runs the suite thousands of times.

import fc from "fast-check";

const FOUNDING_DAY = 20141105;
const { TOCSIN_SEED: seed, TOCSIN_PROPERTY_MS: limit } = process.env;

fc.configureGlobal({
  ...fc.readConfigureGlobal(),
  seed: Number(seed ?? FOUNDING_DAY),
  ...(limit === undefined ? {} : { interruptAfterTimeLimit: Number(limit), markInterruptAsFailure: false }),
});
