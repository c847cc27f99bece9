// What PutMetricAlarm refuses about Metrics, and what is surely not meant.

import { describe, expect, test } from "vitest";
import { EXAMPLES } from "../../docs/diagnostics-examples.ts";
import { compileMath, type MetricDataQuery, validateMath } from "../../src/metric/math/index.ts";

const stat = (more: object = {}): object => ({
  ...{ Metric: { Namespace: "App", MetricName: "Errors" }, Period: 60, Stat: "Sum" },
  ...more,
});
const metric = (Id: string, more: object = {}): MetricDataQuery => ({
  Id,
  MetricStat: stat(),
  ReturnData: false,
  ...more,
});
const around = (Expression: string): readonly MetricDataQuery[] => [
  metric("m1"),
  metric("m2"),
  { Id: "e1", Expression },
];
const told = (queries: unknown, options = {}): readonly string[] =>
  validateMath(queries as never, options).map(({ code, path, message }) => `${code} ${path}: ${message}`);

describe("an expression", () => {
  test.each<[string, string]>([
    ["m1 + m3", "math-reference 5-7: No query has the Id m3"],
    ["M1 + 1", "math-reference 0-2: An Id starts with a lower-case letter; M1 is none"],
    ["m1 + e1", "math-reference 5-7: An expression refers to itself: e1 → e1"],
    ["m1 + SUM", "math-type 5-8: SUM is a function and needs its arguments"],
    ['m1 + "a"', "math-type 5-8: Operators take numbers; this is a text"],
    ['-"a" * m1', "math-type 1-4: Operators take numbers; this is a text"],
    ["[m1] * [m2]", "math-type 7-11: * does not take an array on both sides"],
    ["SUM([m1, 2])", "math-type 9-10: An array holds time series; this is a scalar number"],
    ["SUM(m1, m2)", "math-type 0-11: SUM takes 1 argument, not 2"],
    ["IF(m1)", "math-type 0-6: IF takes 2 to 3 arguments, not 1"],
    ["ABS(3) * m1", "math-type 4-5: ABS takes a time series or an array of time series here; this is a scalar number"],
    [
      "METRIC_COUNT(m1) * m1",
      "math-type 13-15: METRIC_COUNT takes an array of time series here; this is a time series",
    ],
    ["SUM(METRICS(m1))", "math-type 12-14: METRICS takes a text in quotes here; this is a time series"],
    ["PERIOD(-m1) * m1", "math-type 7-10: PERIOD takes the Id of a metric here; this is a time series"],
    ["TIME_SERIES(m1)", "math-type 12-14: TIME_SERIES takes a scalar number here; this is a time series"],
    ["HOUR(METRICS())", "math-type 5-14: HOUR takes a time series here; this is an array of time series"],
    [
      "FIRST(SORT(METRICS(), STDDEV, ASC))",
      "math-type 22-28: SORT takes AVG or MIN or MAX or SUM here; this is the word STDDEV",
    ],
    [
      "IF([m1], m1, m2)",
      "math-type 3-7: IF takes a scalar number or a time series here; this is an array of time series",
    ],
    ["IF(1, m1, 2)", "math-type 10-11: IF of a scalar condition chooses between time series; this is a scalar number"],
    ["5", "math-result 0-1: An alarm watches one time series; this is a scalar number"],
    ["METRICS()", "math-result 0-9: An alarm watches one time series; this is an array of time series"],
    ["SLICE(METRICS(), 0, 2)", "math-result 0-22: An alarm watches one time series; this is an array of time series"],
    ['"a"', "math-result 0-3: An alarm watches one time series; this is a text"],
    ["SEARCH('{App} Errors', 'Sum', 60)", "math-not-supported 0-6: SEARCH is not supported on Metric Alarms."],
    [
      'INSIGHT_RULE_METRIC("r", Sum)',
      "math-not-supported 0-19: tocsin does not evaluate alarms with INSIGHT_RULE_METRIC",
    ],
    ["m1 / SERVICE_QUOTA(m1)", "math-not-supported 5-18: tocsin does not evaluate alarms with SERVICE_QUOTA"],
    ["LAMBDA('f')", "math-not-supported 0-6: tocsin does not evaluate alarms with LAMBDA"],
  ])("%s is refused: %s", (text, expected) => {
    const errors = validateMath(around(text)).filter(({ severity }) => severity === "error");
    expect(errors.map(({ code, span, message }) => `${code} ${span.start}-${span.end}: ${message}`)).toEqual([
      expected,
    ]);
    expect(errors[0]!.path).toBe("Metrics[2].Expression");
  });

  test.each([
    ...["m1", "m1 / m2", "SUM(METRICS())", "SLICE(METRICS(), 0, 1)", "FIRST(METRICS())"],
    ...["FILL(m1, LINEAR)", "IF(m1 > 1, m1)", "IF(METRIC_COUNT(METRICS()) > 1, m1, m2)", "m1 / PERIOD(m1)"],
    ...["MAX([m1, TIME_SERIES(0)])", "SUM([METRICS(), m1])", "RATE(m1)"],
  ])("%s is taken without a word", (text) => {
    expect(told(around(text))).toEqual([]);
  });

  test.each([
    ["m1 - AVG(m1)", "math-range"],
    ["m1 / DATAPOINT_COUNT(m1)", "math-range"],
    ["RUNNING_SUM(m1)", "math-range"],
    ["SUM(REMOVE_EMPTY(METRICS()))", "math-range"],
    ["FIRST(SORT(METRICS(), AVG, DESC))", "math-range"],
    ["FILL(m1, 0)", "math-fill"],
    ["FILL(m1, REPEAT)", "math-fill"],
    ['SUM(METRICS("none"))', "math-empty"],
  ])("%s is taken with a warning: %s", (text, code) => {
    const found = validateMath(around(text));
    expect(found).toMatchObject([{ code, severity: "warning", path: "Metrics[2].Expression" }]);
    expect(compileMath(around(text)).plan).toBeDefined();
  });

  test("with several mistakes is told all of them", () => {
    expect(
      validateMath(around("m3 + ABS(1) + FOO(m4)"))
        .map(({ span }) => span.start)
        .sort((a, b) => a - b),
    ).toEqual([...[0, 9, 14, 18]]);
  });

  test("that no result needs is checked too", () => {
    const queries = [metric("m1", { ReturnData: true }), { Id: "e1", Expression: "m9", ReturnData: false }];
    expect(told(queries)).toEqual(["math-reference Metrics[1].Expression: No query has the Id m9"]);
  });

  test("that refers to a mistaken one adds no mistake of its own", () => {
    const queries = [
      metric("m1"),
      { Id: "e1", Expression: "m1 +", ReturnData: false },
      { Id: "e2", Expression: "ABS(e1)" },
    ];
    expect(validateMath(queries)).toHaveLength(1);
  });

  test("gets the name that was probably meant", () => {
    expect(validateMath([metric("errors"), { Id: "e1", Expression: "eror * 2" }])[0]!.expected).toEqual(["errors"]);
  });
});

describe("the service's answer to an expression", () => {
  const answers = (queries: readonly MetricDataQuery[]): readonly string[] =>
    validateMath(queries).flatMap(({ related = [] }) => related.map(({ message }) => message));
  const toE1 = (problem: string): string => `The service answers: Error in expression 'e1': ${problem}`;

  test.each<[string, readonly string[]]>([
    ["m1 + m3", ["ID 'm3' not found"]],
    ["m3 + m4", ["ID 'm3' not found", "ID 'm4' not found"]],
    ["FOO(m1)", ["Function 'FOO' not found"]],
    ["FOO(m3)", ["Function 'FOO' not found", "ID 'm3' not found"]],
    ["5", ["The return value of the expression must be TimeSeries or Array[TimeSeries]"]],
    ['"a"', ["The return value of the expression must be TimeSeries or Array[TimeSeries]"]],
    // How it words these was not seen.
    ["METRICS()", []],
    ["m1 +", []],
    ["SUM(m1, m2)", []],
  ])("%s stands beside the finding, with the Id of the query", (text, problems) => {
    expect(answers(around(text))).toEqual(problems.map(toE1));
  });

  test("names the query that the mistake is in, also where no result needs it", () => {
    const queries = [metric("m1", { ReturnData: true }), { Id: "rate", Expression: "m9", ReturnData: false }];
    expect(answers(queries)).toEqual(["The service answers: Error in expression 'rate': ID 'm9' not found"]);
    expect(answers([metric("m1", { ReturnData: true }), { Expression: "FOO(m1)", ReturnData: false }])).toEqual([]);
  });
});

describe("an array of very many time series", () => {
  const metrics = Array.from({ length: 10 }, (_, i) => metric(`m${i}`));
  const times = (count: number, what: string): string => `[${Array(count).fill(what).join(", ")}]`;
  /** Ten expressions, each holding the one before it ten times. */
  const doubled = (first: string): readonly MetricDataQuery[] => [
    ...metrics,
    ...Array.from({ length: 9 }, (_, i) => ({
      Id: `e${i}`,
      Expression: times(10, i === 0 ? first : `e${i - 1}`),
      ReturnData: false,
    })),
    { Id: "result", Expression: "SUM(e8)" },
  ];

  test("is refused where the request tells how many", () => {
    expect(told([...metrics, { Id: "e1", Expression: `SUM(${times(50, "METRICS()")})` }])).toEqual([]);
    expect(told([...metrics, { Id: "e1", Expression: `SUM(${times(51, "METRICS()")})` }])).toEqual([
      "math-type Metrics[10].Expression: An array holds at most 500 time series; this one has 510",
    ]);
    expect(validateMath(doubled("METRICS()")).map(({ message }) => message)).toEqual([
      "An array holds at most 500 time series; this one has 1,000",
    ]);
  });

  test("has no value where the data tell it, and takes no longer", () => {
    const { plan, diagnostics } = compileMath(doubled("REMOVE_EMPTY(METRICS())"));
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const series = Object.fromEntries(metrics.map(({ Id }) => [Id!, [1]]));
    expect(plan!.evaluate({ timestamps: [0], period: 60, series })).toEqual([undefined]);
    const one = compileMath([...metrics, { Id: "e1", Expression: `SUM(${times(50, "REMOVE_EMPTY(METRICS())")})` }]);
    expect(one.plan!.evaluate({ timestamps: [0], period: 60, series })).toEqual([500]);
  });
});

describe("the queries of an alarm", () => {
  const e1 = { Id: "e1", Expression: "m1 * 2" };
  test.each<[string, unknown, readonly string[]]>([
    ["are a list", { Id: "m1" }, ["alarm-request Metrics: Metrics is a list of at least one query"]],
    ["are one at least", [], ["alarm-request Metrics: Metrics is a list of at least one query"]],
    ["are objects", [metric("m1"), 3], ["alarm-request Metrics[1]: A query is an object"]],
    [
      "hold ten metrics at most",
      Array.from({ length: 11 }, (_, i) => metric(`m${i}`)),
      ["alarm-request Metrics: Too many metrics in alarm, maximum is 10"],
    ],
    [
      "hold ten expressions at most",
      Array.from({ length: 11 }, (_, i) => ({ Id: `e${i}`, Expression: "1" })),
      ["alarm-request Metrics: Too many expressions in alarm, maximum is 10"],
    ],
    [
      "have Ids of letters, digits and _",
      [metric("m1"), { ...e1, Id: "E-1" }],
      [
        "alarm-request Metrics[1].Id: An Id starts with a lower-case letter and holds letters, digits and _, at most 255",
      ],
    ],
    [
      "have Ids of their own",
      [metric("m1"), metric("m1"), e1],
      ["math-reference Metrics[1].Id: The Id m1 stands twice"],
    ],
    [
      "are an expression or a metric, not both",
      [metric("m1"), { ...metric("m2"), Expression: "m1" }, e1],
      [
        "alarm-request Metrics[1]: The parameters MetricDataQuery Expression and MetricStat are mutually exclusive and you have specified both.",
      ],
    ],
    [
      "are an expression or a metric",
      [metric("m1"), { Id: "x", ReturnData: false }, e1],
      ["alarm-request Metrics[1]: A query has an Expression or a MetricStat"],
    ],
    [
      "give data once, which is what they do when they do not say",
      [metric("m1", { ReturnData: undefined }), e1],
      ["math-result Metrics: Exactly one element of the metrics list should return data."],
    ],
    [
      "give data once at least",
      [metric("m1"), { ...e1, ReturnData: false }],
      ["math-result Metrics: Exactly one element of the metrics list should return data."],
    ],
    [
      "have one period",
      [metric("m1"), metric("m2", { MetricStat: stat({ Period: 300 }) }), { ...e1, Period: 120 }],
      [
        "math-period Metrics[1].MetricStat.Period: Every query has the same period; another has 60",
        "math-period Metrics[2].Period: Every query has the same period; another has 60",
      ],
    ],
    [
      "have a period",
      [{ Id: "e1", Expression: "TIME_SERIES(1)" }],
      ["alarm-period Metrics[0].Period: Period must not be null"],
    ],
    [
      "have a period of 10, 20, 30 or whole minutes",
      [metric("m1", { MetricStat: stat({ Period: 90 }) }), e1],
      ["alarm-period Metrics[0].MetricStat.Period: Period must be 10, 20, 30 or a multiple of 60"],
    ],
    [
      "have statistics that exist",
      [metric("m1", { MetricStat: stat({ Stat: "Avg" }) }), e1],
      ["alarm-statistic Metrics[0].MetricStat.Stat: Stat is the name of a statistic, such as Sum or p99"],
    ],
    [
      "have units that exist",
      [metric("m1", { MetricStat: stat({ Unit: "Apples" }) }), e1],
      ["alarm-request Metrics[0].MetricStat.Unit: Unit is not one of the service's units"],
    ],
    [
      "name their metrics",
      [metric("m1", { MetricStat: stat({ Metric: { Namespace: "" } }) }), e1],
      [
        "alarm-request Metrics[0].MetricStat.Metric.Namespace: Namespace has 1 to 255 characters",
        "alarm-request Metrics[0].MetricStat.Metric.MetricName: MetricName has 1 to 255 characters",
      ],
    ],
    [
      "have dimensions with names of their own",
      [
        metric("m1", {
          MetricStat: stat({
            Metric: {
              ...{ Namespace: "App", MetricName: "Errors" },
              Dimensions: [{ Name: "A", Value: "1" }, { Name: "A", Value: "2" }, { Name: "B" }],
            },
          }),
        }),
        e1,
      ],
      [
        "alarm-request Metrics[0].MetricStat.Metric.Dimensions[1]: A dimension stands twice",
        "alarm-request Metrics[0].MetricStat.Metric.Dimensions[2]: A dimension has a Name and a Value, neither empty",
      ],
    ],
    [
      "have no other members",
      [metric("m1", { Perod: 60 }), e1],
      ["alarm-unknown-member Metrics[0].Perod: There is no member Perod here"],
    ],
    [
      "have members of the right types",
      [metric("m1", { Label: 3 }), { ...e1, ReturnData: "yes" }],
      [
        "alarm-request Metrics[0].Label: Label is a text",
        "alarm-request Metrics[1].ReturnData: ReturnData is true or false",
        "math-result Metrics: Exactly one element of the metrics list should return data.",
      ],
    ],
    [
      "do not go round in circles",
      [
        { Id: "a", Expression: "b + 1", Period: 60 },
        { Id: "b", Expression: "c * 2", ReturnData: false },
        { Id: "c", Expression: "a", ReturnData: false },
      ],
      ["math-reference Metrics[0].Expression: An expression refers to itself: a → b → c → a"],
    ],
  ])("%s", (_title, queries, expected) => {
    expect(told(queries)).toEqual(expected);
  });

  test("take null for members that are not there", () => {
    expect(
      told([metric("m1", { Label: null, Period: null, Expression: null, ReturnData: null, AccountId: null })]),
    ).toEqual([]);
  });

  test("may lie elsewhere", () => {
    expect(told([], { path: "Alarms[1].Metrics" })).toEqual([
      "alarm-request Alarms[1].Metrics: Alarms[1].Metrics is a list of at least one query",
    ]);
  });
});

describe("an alarm on an anomaly band", () => {
  const band = { Id: "ad1", Expression: "ANOMALY_DETECTION_BAND(m1, 2)" };

  test("returns two series, one of them its threshold", () => {
    const watched = metric("m1", { ReturnData: true });
    expect(told([watched, band], { thresholdMetricId: "ad1" })).toEqual([
      "math-not-supported Metrics[1].Expression: tocsin does not evaluate alarms with ANOMALY_DETECTION_BAND",
    ]);
    expect(told([metric("m1"), band], { thresholdMetricId: "ad1" })).toContain(
      "math-result Metrics: Exactly two elements of the metrics list should return data.",
    );
    expect(told([watched, band], { thresholdMetricId: "ad2" })).toContain(
      "math-reference ThresholdMetricId: Metrics list must contain exactly one metric matching the ThresholdMetricId parameter",
    );
  });
});

describe("the example of", () => {
  const examples = Object.entries(EXAMPLES).filter(([code]) => code.startsWith("math-") && code !== "math-period");
  test.each(examples)("%s", (code, { wrong, right }) => {
    const codes = (text: unknown): readonly string[] => validateMath(around(text as string)).map((found) => found.code);
    expect(new Set(codes(wrong))).toEqual(new Set([code]));
    expect(codes(right)).toEqual([]);
  });
});
