// Holds: the seven comparison operators of an alarm.
// In: the operator's name. Out: its words in a state reason, the thresholds it reads, and for a fixed threshold the comparison itself.
// Always: plain comparisons of IEEE doubles [D]; the band operators compare with a model's thresholds, which tocsin does not compute.

export interface Comparison {
  /** As the state reason says it: `greater than or equal to`. */
  readonly words: string;
  /** What a value is compared with: the alarm's own threshold, or sides of an anomaly band. */
  readonly sides: readonly ("Threshold" | "LowerThreshold" | "UpperThreshold")[];
  /** Whether `value` breaches `threshold`; absent for a band. */
  readonly breaches?: (value: number, threshold: number) => boolean;
}

/** Every operator, by its API name. */
export const COMPARISONS: Readonly<Record<string, Comparison>> = {
  GreaterThanOrEqualToThreshold: {
    words: "greater than or equal to",
    sides: ["Threshold"],
    breaches: (value, threshold) => value >= threshold,
  },
  GreaterThanThreshold: {
    words: "greater than",
    sides: ["Threshold"],
    breaches: (value, threshold) => value > threshold,
  },
  LessThanThreshold: { words: "less than", sides: ["Threshold"], breaches: (value, threshold) => value < threshold },
  LessThanOrEqualToThreshold: {
    words: "less than or equal to",
    sides: ["Threshold"],
    breaches: (value, threshold) => value <= threshold,
  },
  LessThanLowerOrGreaterThanUpperThreshold: {
    words: "less than the lower or greater than the upper",
    sides: ["LowerThreshold", "UpperThreshold"],
  },
  LessThanLowerThreshold: { words: "less than the lower", sides: ["LowerThreshold"] },
  GreaterThanUpperThreshold: { words: "greater than the upper", sides: ["UpperThreshold"] },
};

/** The operator of a name; undefined for one that does not exist. */
export function comparisonOf(name: string | null | undefined): Comparison | undefined {
  return typeof name === "string" && Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
}
