// Holds: the seven comparison operators of an alarm.
// In: the operator's name. Out: which thresholds it reads, its words in a state reason, and the comparison itself.
// Always: plain comparisons of IEEE doubles [D]; a fixed threshold is a band whose two sides are the same.

/** A threshold that an operator compares with. */
export interface Side {
  /** The alarm's own threshold, or a side of an anomaly band. */
  readonly threshold: "Threshold" | "LowerThreshold" | "UpperThreshold";
  /** As the state reason says it: `greater than or equal to`. */
  readonly words: string;
}

export interface Comparison {
  readonly sides: readonly Side[];
  /** Whether `value` breaches; `lower` and `upper` are the fixed threshold, or the sides of the band (those that `sides` names). */
  readonly breaches: (value: number, lower: number, upper: number) => boolean;
}

const fixed = (words: string): readonly Side[] => [{ threshold: "Threshold", words }];
const LOWER: Side = { threshold: "LowerThreshold", words: "less than" };
const UPPER: Side = { threshold: "UpperThreshold", words: "greater than" };

/** Every operator, by its API name. */
export const COMPARISONS: Readonly<Record<string, Comparison>> = {
  GreaterThanOrEqualToThreshold: {
    sides: fixed("greater than or equal to"),
    breaches: (value, threshold) => value >= threshold,
  },
  GreaterThanThreshold: { sides: fixed("greater than"), breaches: (value, threshold) => value > threshold },
  LessThanThreshold: { sides: fixed("less than"), breaches: (value, threshold) => value < threshold },
  LessThanOrEqualToThreshold: {
    sides: fixed("less than or equal to"),
    breaches: (value, threshold) => value <= threshold,
  },
  LessThanLowerOrGreaterThanUpperThreshold: {
    sides: [LOWER, UPPER],
    breaches: (value, lower, upper) => value < lower || value > upper,
  },
  LessThanLowerThreshold: { sides: [LOWER], breaches: (value, lower) => value < lower },
  GreaterThanUpperThreshold: { sides: [UPPER], breaches: (value, _lower, upper) => value > upper },
};

/** The operator of a name; undefined for one that does not exist. */
export function comparisonOf(name: unknown): Comparison | undefined {
  return typeof name === "string" && Object.hasOwn(COMPARISONS, name) ? COMPARISONS[name] : undefined;
}

/** True for an operator that compares with a band, whose values come with the datapoints. */
export function isBand(comparison: Comparison): boolean {
  return comparison.sides[0]!.threshold !== "Threshold";
}
