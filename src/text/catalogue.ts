// Holds: every code a finding can carry, with its severity and one sentence on what it means.
// In: nothing. Out: the table from which docs/diagnostics.md is made.
// Always: codes are stable: a code is never renamed or given a second meaning.

/** Every code, in the order of the documentation: how grave it is, and what it means in one sentence. */
export const CATALOGUE = {
  // --- filter patterns (pattern/) ---
  "pattern-type": { severity: "error", summary: "A pattern is not a text." },
  "pattern-too-long": { severity: "error", summary: "A filter pattern has more than 1,024 characters." },
  "outer-blank": { severity: "error", summary: "Blanks stand before the `{`, `[` or `%` that chooses the language." },
  "missing-end": {
    severity: "error",
    summary: "A pattern that starts with `{`, `[` or `%` does not end with the matching `}`, `]` or `%`.",
  },
  syntax: { severity: "error", summary: "Something stands where the grammar of the pattern has no place for it." },
  "nesting-too-deep": { severity: "error", summary: "Parentheses are nested deeper than tocsin follows." },
  "term-character": {
    severity: "error",
    summary: "An unquoted term holds a character other than letters, digits, `_` and `.`.",
  },
  "term-empty": { severity: "error", summary: "A quoted term holds nothing." },
  "term-separator": { severity: "error", summary: "Two terms follow each other without a blank between them." },
  "term-dangling": { severity: "error", summary: "A `-` or `?` has no term after it." },
  "quote-unterminated": { severity: "error", summary: "A quoted text is opened and never closed." },
  "quote-form": { severity: "error", summary: "A value is quoted with something other than straight double quotes." },
  "regex-character": {
    severity: "error",
    summary: "A regular expression holds a character that the service does not allow, escaped or not.",
  },
  "regex-empty": { severity: "error", summary: "A regular expression holds nothing." },
  "regex-unterminated": { severity: "error", summary: "A regular expression is opened with `%` and never closed." },
  "regex-alone": {
    severity: "error",
    summary: "Something follows a regular expression that must be the whole pattern.",
  },
  "regex-compile": { severity: "error", summary: "A regular expression is not well formed." },
  "regex-quota": { severity: "error", summary: "A pattern holds more than two regular expressions." },
  "selector-form": { severity: "error", summary: "A property selector is not written the one way the service reads." },
  "selector-root": { severity: "error", summary: "A property selector does not start with `$.`." },
  "wildcard-quota": {
    severity: "error",
    summary: "A property selector holds more than one wildcard, or a pattern more than three.",
  },
  "value-character": { severity: "error", summary: "An unquoted value holds a character that needs quotes." },
  "value-null": { severity: "error", summary: "`null` is compared with an operator; it takes `IS NULL`." },
  "value-order": { severity: "error", summary: "An ordering operator compares with something other than a number." },
  "number-range": { severity: "error", summary: "The exponent of a number does not fit 32 bits." },
  "operator-form": {
    severity: "error",
    summary: "An operator of another language is used: `==`, `AND`, `|` and the like.",
  },
  "keyword-form": {
    severity: "error",
    summary: "`IS`, `NOT` or `EXISTS` is not part of IS NULL, IS TRUE, IS FALSE or NOT EXISTS.",
  },
  "field-name": {
    severity: "error",
    summary: "A field name is not made of letters, digits and `_`, or starts with a digit.",
  },
  "field-duplicate": { severity: "error", summary: "Two fields have the same name, or `...` stands twice." },
  "field-other-name": { severity: "error", summary: "The condition of one field tests another field." },
  "build-argument": { severity: "error", summary: "The builder was given something that no pattern can say." },
  // --- filter patterns that are accepted (pattern/warnings*.ts) ---
  "term-split": {
    severity: "warning",
    summary: "An unquoted word holds `-` or `?`, which begin another term: `a-b` means `a` and not `b`.",
  },
  "term-ignored": {
    severity: "warning",
    summary: "A `?` term stands beside a term without `?`; the service ignores it.",
  },
  "term-operator": {
    severity: "warning",
    summary: "`AND`, `OR` or `NOT` stands among terms, where it is a word like any other.",
  },
  "term-literal": {
    severity: "warning",
    summary: "A quoted term looks like a wildcard or a pattern of another language; it is looked for as it stands.",
  },
  "value-boolean": {
    severity: "warning",
    summary: "A property is compared with a bare `true` or `false`, which is the text and not the JSON value.",
  },
  "value-boolean-text": {
    severity: "information",
    summary: 'A property is compared with the text `"true"` or `"false"`; the JSON value does not match.',
  },
  "value-any": {
    severity: "warning",
    summary: "`= *` stands for any text or number; true, false, null, arrays and objects do not match.",
  },
  "unequal-missing": {
    severity: "warning",
    summary: "`!=` tests a property inside another; where the property is missing, `!=` does not hold.",
  },
  "unequal-missing-top": {
    severity: "information",
    summary: "`!=` tests a property of the event itself; where the property is missing, `!=` does not hold.",
  },
  "wildcard-tail": {
    severity: "warning",
    summary: "What follows the last `*` may occur twice in a value; the service takes the first and looks no further.",
  },
  "never-holds": { severity: "warning", summary: "Two conditions that must both hold exclude each other." },
  "always-holds": { severity: "warning", summary: "Of two conditions joined by `||` one holds for every value." },
  "duplicate-condition": { severity: "warning", summary: "A condition or a term stands twice." },
  "field-whole-event": {
    severity: "warning",
    summary: "The only field of a pattern takes the whole event, and is compared with all of it.",
  },
  "field-untested": { severity: "warning", summary: "A pattern of one field name tests nothing." },
  // --- metric filters (metric/) ---
  "filter-request": {
    severity: "error",
    summary: "A member of a PutMetricFilter request is missing, of a wrong type or too long.",
  },
  "filter-namespace": { severity: "error", summary: "A metric namespace starts with `AWS/`, which is reserved." },
  "filter-value": { severity: "error", summary: "A metric value is neither a number nor a selector of one value." },
  "filter-default": { severity: "error", summary: "A default value is not a number, or stands beside dimensions." },
  "filter-dimensions": {
    severity: "error",
    summary: "Dimensions are too many, not selectors, or on a pattern that cannot give them.",
  },
  "filter-not-supported": {
    severity: "error",
    summary: "A member of a PutMetricFilter request is one that tocsin does not evaluate.",
  },
  // --- alarms (alarm/) ---
  "alarm-request": {
    severity: "error",
    summary: "A member of a request for an alarm is missing, of a wrong type, too long or one too many.",
  },
  "alarm-operator": { severity: "error", summary: "An alarm has no comparison operator, or one that does not exist." },
  "alarm-threshold": { severity: "error", summary: "An alarm has no threshold that is a number." },
  "alarm-evaluation-periods": {
    severity: "error",
    summary: "EvaluationPeriods or DatapointsToAlarm is missing, not a whole number from 1, or M is more than N.",
  },
  "alarm-period": { severity: "error", summary: "An alarm's Period is not 10, 20, 30 or a multiple of 60 seconds." },
  "alarm-span": { severity: "error", summary: "EvaluationPeriods times Period is more than a day or a week." },
  "alarm-statistic": {
    severity: "error",
    summary: "An alarm has no statistic, two of them, or one that does not exist.",
  },
  "alarm-missing-data": { severity: "error", summary: "TreatMissingData is not one of its four values." },
  "alarm-low-samples": {
    severity: "error",
    summary: "EvaluateLowSampleCountPercentile has an unknown value, or stands beside a statistic without percentiles.",
  },
  "alarm-unknown-member": { severity: "error", summary: "A member of a request for an alarm does not exist." },
  "alarm-window": {
    severity: "error",
    summary: "An evaluation window is neither sliding nor wall-clock, or has a period or time zone that it can't have.",
  },
  "alarm-warm-up": { severity: "error", summary: "A warm-up is not 1 to 2880 whole minutes." },
  "alarm-action": { severity: "error", summary: "An alarm's action is not an ARN, or there are more than five." },
  "alarm-slots": {
    severity: "error",
    summary: "A slot, the time or another circumstance of an evaluation is not what it has to be.",
  },
  "alarm-not-supported": { severity: "error", summary: "An alarm uses a feature that tocsin does not evaluate." },
  // --- composite alarms (alarm/rule/, alarm/composite-validate.ts) ---
  "rule-length": { severity: "error", summary: "An alarm rule is not a text of 1 to 10,240 characters." },
  "rule-syntax": {
    severity: "error",
    summary: "Something stands where the grammar of alarm rules has no place for it, or is missing.",
  },
  "rule-keyword": {
    severity: "error",
    summary:
      "A word of an alarm rule is not in capitals, or a sign of another language stands for it: `and`, `&&`, `!`.",
  },
  "rule-name": {
    severity: "error",
    summary: "The name of an alarm in a rule needs double quotes, is empty, or is the ARN of something else.",
  },
  "rule-quote": {
    severity: "warning",
    summary: "The name of an alarm in a rule stands in single quotes, which are part of the name.",
  },
  "rule-threshold": {
    severity: "error",
    summary: "AT_LEAST asks for no whole number from 1 to the alarms it names, and for no percentage from 1 to 100.",
  },
  "rule-quota": {
    severity: "error",
    summary: "An alarm rule names more than 100 alarms or has more than 500 elements.",
  },
  "composite-request": {
    severity: "error",
    summary: "A member of a PutCompositeAlarm request is missing, of a wrong type or too long.",
  },
  "composite-child": {
    severity: "error",
    summary: "A composite alarm names an alarm that does not exist, is in another account or region, or is itself.",
  },
  "composite-action": {
    severity: "error",
    summary: "A composite alarm has an action that only metric alarms can have.",
  },
  "composite-suppressor": {
    severity: "error",
    summary: "An actions suppressor has no wait period or no extension period of whole seconds.",
  },
  "composite-cycle": {
    severity: "warning",
    summary: "Composite alarms depend on each other in a circle, where the service stops to evaluate them.",
  },
  // --- sets of patterns (match/set.ts) ---
  "set-cost": {
    severity: "error",
    summary: "The patterns of a set would force too many tests on every event, whatever it holds.",
  },
  // --- metric math (metric/math/) ---
  "math-syntax": {
    severity: "error",
    summary: "Something stands where the grammar of metric math has no place for it, or is missing.",
  },
  "math-function": { severity: "error", summary: "Metric math has no function of this name." },
  "math-reference": {
    severity: "error",
    summary: "An Id refers to no query, to several or to itself, or a threshold refers to no query that returns data.",
  },
  "math-type": {
    severity: "error",
    summary: "A function or operator is given a value of a kind, or as many values, as it does not take.",
  },
  "math-result": {
    severity: "error",
    summary: "The queries of an alarm do not give the one time series that an alarm watches.",
  },
  "math-period": { severity: "error", summary: "The queries of an alarm have different periods." },
  "math-not-supported": {
    severity: "error",
    summary: "An expression uses a function or query that no alarm takes, or that tocsin does not evaluate.",
  },
  "math-range": {
    severity: "warning",
    summary: "The value of an expression depends on how many periods the alarm happens to fetch.",
  },
  "math-fill": {
    severity: "warning",
    summary: "FILL gives late and missing datapoints a value, so that the alarm never sees missing data.",
  },
  "math-empty": { severity: "warning", summary: "METRICS selects no metric of the request." },
  // --- templates (template/) ---
  "template-syntax": { severity: "error", summary: "A template is not valid YAML, JSON or HCL." },
  "template-duplicate-key": { severity: "error", summary: "A key is written twice in one map of a template." },
  "template-too-large": { severity: "error", summary: "A template is larger, or unfolds to more, than tocsin reads." },
  "template-shape": { severity: "error", summary: "Something in a template is not the object or list it has to be." },
  "template-empty": { severity: "error", summary: "A template holds no metric filter and no alarm." },
  "template-type": { severity: "error", summary: "A property of a template does not have the type it takes." },
  "template-unresolved": {
    severity: "error",
    summary: "A property that decides what happens has a value that only a deployment knows.",
  },
  "template-unknown-member": {
    severity: "warning",
    summary: "A resource or request of a template has a member that does not exist.",
  },
  "template-duplicate-alarm": {
    severity: "warning",
    summary: "Two alarms of a template have the same name; the service keeps the last.",
  },
  "template-log-group": {
    severity: "warning",
    summary: "The log group of a metric filter is known only at deployment; the filter sees every event.",
  },
  "template-condition-unknown": {
    severity: "warning",
    summary: "Whether a resource is deployed depends on values that are not known; it is taken as deployed.",
  },
  "template-condition": { severity: "information", summary: "A resource is left out because its condition is false." },
  "template-not-evaluated": { severity: "warning", summary: "A template holds something that tocsin does not replay." },
  "template-unreadable": { severity: "error", summary: "A file or folder can't be read." },
  "template-terraform": {
    severity: "error",
    summary: "A Terraform file can't be read, for the packages that read it are not installed.",
  },
  "template-hole": {
    severity: "information",
    summary: "A filter pattern holds values that only a deployment knows; nothing is said that depends on them.",
  },
  "alarm-metric": {
    severity: "warning",
    summary: "An alarm watches a metric that no filter publishes, though filters beside it publish to its namespace.",
  },
  "alarm-resolution": {
    severity: "warning",
    summary: "An alarm's period is shorter than the minute in which a metric filter's metric is kept.",
  },
  "composite-elsewhere": {
    severity: "information",
    summary:
      "A composite alarm depends on an alarm that stands in none of the files checked; the service refuses it where there is none.",
  },
  "metric-shared": { severity: "information", summary: "Two metric filters of a template publish into one metric." },
  "ignore-unknown": { severity: "warning", summary: "A comment `tocsin-ignore` names no code that exists." },
  "ignore-unused": {
    severity: "warning",
    summary: "A comment `tocsin-ignore` names a code that nothing beside it has.",
  },
} as const;

export type DiagnosticCode = keyof typeof CATALOGUE;
