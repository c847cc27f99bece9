// Holds: the public face of metric math.
// In: expressions and queries. Out: trees, findings, plans.
// Always: listed by hand; it loads a grammar, so that `tocsin/metric` leaves it out.

export { compileMath, type MathInput, type MathPlan } from "./compile.ts";
export { type MathParse, parseMathExpression } from "./parse.ts";
export type { MetricDataQuery, MetricStat } from "./query.ts";
export type { MathExpression } from "./tree.ts";
export { type MathOptions, validateMath } from "./validate.ts";
export type { MathWindow } from "./value.ts";
