// Facts about statistics, run against the public functions. Evidence: `capture` (recorded from the service), `documented`,
// `inferred` (a recorded rule, on values made up here).
// The value null stands for none; "NaN" for a number that is none.
import { describe, expect, test } from "vitest";
import { distribution, mergeDistributions, statisticSet } from "../../src/metric/distribution.ts";
import { statistic } from "../../src/metric/statistic.ts";
import groups from "./percentiles.json" with { type: "json" };

interface Group {
  readonly points: readonly (readonly [number, number])[];
  readonly statisticSets: readonly Parameters<typeof statisticSet>[0][];
  readonly facts: readonly {
    readonly statistic: string;
    readonly value: number | "NaN" | null;
    readonly evidence: string;
    readonly source: string;
  }[];
}

describe("the statistics of recorded periods", () => {
  for (const { points, statisticSets, facts } of groups as unknown as readonly Group[]) {
    const samples = statisticSets.map(statisticSet).reduce(mergeDistributions, distribution(points));
    const title = [
      ...points.map(([value, count]) => `${value} × ${count}`),
      ...statisticSets.map((s) => JSON.stringify(s)),
    ];
    for (const fact of facts) {
      test(`${title.join(", ")}: ${fact.statistic} is ${fact.value} [${fact.evidence}: ${fact.source}]`, () => {
        const value = statistic(samples, fact.statistic);
        if (fact.value === null) expect(value).toBeUndefined();
        else if (fact.value === "NaN") expect(value).toBeNaN();
        else expect(Math.abs(value! - fact.value)).toBeLessThanOrEqual(1e-13 * Math.abs(fact.value));
      });
    }
  }
});
