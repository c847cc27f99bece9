// Holds: the API's TestMetricFilter.
// In: a pattern and messages, in the API's shape. Out: the matching messages, in the API's shape.
// Always: `eventNumber` counts from 1, as the live service does [O] (the API reference's examples count from 0).

import { compilePattern } from "./compile.ts";

export interface TestMetricFilterRequest {
  readonly filterPattern?: string | undefined;
  readonly logEventMessages?: readonly string[] | undefined;
}

export interface MetricFilterMatch {
  readonly eventNumber: number;
  readonly eventMessage: string;
  readonly extractedValues: Readonly<Record<string, string>>;
}

/**
 * Which of the messages match, as the service's TestMetricFilter answers. Any number of messages is taken, where the
 * service takes 1 to 50. Throws PatternError when the service would refuse the pattern.
 */
export function testMetricFilter(request: TestMetricFilterRequest): { matches: MetricFilterMatch[] } {
  const matcher = compilePattern(request.filterPattern ?? "");
  const matches: MetricFilterMatch[] = [];
  (request.logEventMessages ?? []).forEach((eventMessage, index) => {
    const match = matcher.match(eventMessage);
    if (match !== undefined)
      matches.push({ eventNumber: index + 1, eventMessage, extractedValues: match.extractedValues });
  });
  return { matches };
}
