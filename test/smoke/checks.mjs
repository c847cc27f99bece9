// Holds: what each entry of the built package has to do, wherever it runs.
// In: an entry's name, the module as it was loaded. Out: nothing; throws where the module does something else.
// Always: no Node API: browsers run this too.

/** What the README's table names. */
const NAMES =
  "parsePattern validatePattern compilePattern testMetricFilter PatternError compileMetricFilter evaluateMetricAlarm " +
  "validateMetricAlarm AlarmError renderEmail renderSnsMessage replay distribution mergeDistributions statistic compileMath " +
  "validateMath parseAlarmRule evaluateAlarmRule validateCompositeAlarm renderEventBridgeEvent renderLambdaEvent " +
  "renderHistoryItems renderSms setAlarmState actionsOf suppress";

const ALARM = {
  ...{ EvaluationPeriods: 1, Period: 60, Threshold: 1, Statistic: "Sum" },
  ComparisonOperator: "GreaterThanThreshold",
};

const TEMPLATE = `Resources:
  A:
    Type: AWS::Logs::SubscriptionFilter
    Properties:
      FilterPattern: '{ $.a == 1 }'
`;

const CHECKS = {
  tocsin(library) {
    equal(library.compilePattern("{ $.a = 1 }").test('{"a":1}'), true);
    equal(library.compilePattern("%b+%").test(new TextEncoder().encode("abc")), true);
    equal(library.validatePattern("ERROR:")[0].code, "term-character");
    equal(
      refusalOf(() => library.compilePattern("ERR*")),
      "PatternError: Invalid character(s) in term '*'",
    );
    const missing = NAMES.split(" ").filter((name) => typeof library[name] !== "function");
    equal(missing.join(), "");
  },
  "tocsin/metric"({ distribution, mergeDistributions, statistic }) {
    const merged = mergeDistributions(distribution([[20, 2]]), distribution([[100, 3]]));
    equal(statistic(merged, "Sum"), 340);
    equal(statistic(merged, "p100"), 100);
  },
  "tocsin/alarm"({ evaluateMetricAlarm }) {
    const at = Date.UTC(2014, 10, 5, 19, 12);
    equal(evaluateMetricAlarm(ALARM, [{ timestamp: at - 60_000, value: 3 }], { at }).stateValue, "ALARM");
  },
  "tocsin/editor"({ complete, validate }) {
    equal(validate("{ $.a == 1 }")[0].code, "operator-form");
    equal(complete("{ $.a ", 6).length > 0, true);
  },
  "tocsin/template"({ checkDocument, readDocument }) {
    const [finding] = checkDocument(readDocument(TEMPLATE, { name: "t.yaml" }));
    equal(TEMPLATE.slice(finding.span.start, finding.span.end), "==");
  },
  "tocsin/codemirror"({ cloudWatchFilter }) {
    equal(Array.isArray(cloudWatchFilter()), true);
  },
  "tocsin/monaco"({ registerCloudWatchFilter, LANGUAGE_ID }) {
    equal(typeof registerCloudWatchFilter, "function");
    equal(LANGUAGE_ID, "cwfilter");
  },
  "tocsin/lsp"({ serve }) {
    equal(typeof serve, "function");
  },
};

/** An entry that is not told of here has to load and to give something. */
export function check(entry, module) {
  try {
    if (Object.keys(module).length === 0) throw new Error("it exports nothing");
    CHECKS[entry]?.(module);
  } catch (error) {
    throw new Error(`${entry}: ${error.message}`, { cause: error });
  }
}

function equal(seen, expected) {
  if (seen !== expected) throw new Error(`${JSON.stringify(seen)} is not ${JSON.stringify(expected)}`);
}

function refusalOf(work) {
  try {
    work();
    return "none";
  } catch ({ name, serviceMessage }) {
    return `${name}: ${serviceMessage}`;
  }
}
