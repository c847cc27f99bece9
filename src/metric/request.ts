// Holds: a PutMetricFilter request, and everything the service refuses about it.
// In: an object of the API's shape, as an SDK takes it. Out: findings with a path into the object and the service's text.
// Always: never throws; newer members that tocsin does not evaluate are refused, never ignored.

import type { AnalysedPattern } from "../pattern/analysed.ts";
import type { Finding } from "../pattern/finding.ts";
import { finding } from "../pattern/finding.ts";
import { parseValueSelector } from "../pattern/selector.ts";
import type { DiagnosticCode } from "../text/catalogue.ts";
import { parseDecimal } from "../text/decimal.ts";
import { nearest } from "../text/nearest.ts";
import { shown } from "../text/shown.ts";
import { span } from "../text/span.ts";
import { STANDARD_UNITS } from "./datum.ts";

/** The request of PutMetricFilter; SDK objects fit without a cast. */
export interface PutMetricFilterRequest {
  readonly logGroupName?: string | undefined;
  readonly filterName?: string | undefined;
  readonly filterPattern?: string | undefined;
  readonly metricTransformations?: readonly MetricTransformation[] | undefined;
  readonly applyOnTransformedLogs?: boolean | undefined;
  readonly fieldSelectionCriteria?: string | undefined;
  readonly emitSystemFieldDimensions?: readonly string[] | undefined;
}

export interface MetricTransformation {
  readonly metricName?: string | undefined;
  readonly metricNamespace?: string | undefined;
  /** A number, or a selector of one: `$.latency`, `$size`, `$3`. */
  readonly metricValue?: string | undefined;
  /** Published for every event that does not match [O], and for a match whose value is missing or null [O]. */
  readonly defaultValue?: number | undefined;
  readonly dimensions?: Readonly<Record<string, string>> | undefined;
  readonly unit?: string | undefined;
}

/** The members that there are [D]; `creationTime` is what DescribeMetricFilters adds. */
const MEMBERS: readonly string[] = [
  ...["logGroupName", "filterName", "filterPattern", "metricTransformations", "applyOnTransformedLogs"],
  ...["fieldSelectionCriteria", "emitSystemFieldDimensions", "creationTime"],
];
const TRANSFORMATION_MEMBERS: readonly string[] = [
  ...["metricName", "metricNamespace", "metricValue", "defaultValue", "dimensions", "unit"],
];

/** How many unknown members of one object are told. */
const TOLD = 50;

/** What a name can be: its longest, and the signs it can't hold, with the pattern that the service shows [D]. */
interface NameRule {
  readonly max: number;
  readonly forbidden?: RegExp;
  readonly pattern?: string;
}

const FILTER_NAME: NameRule = { max: 512, forbidden: /[:*]/, pattern: "[^:*]*" };
const LOG_GROUP_NAME: NameRule = { ...FILTER_NAME, forbidden: /[^.\-_/#A-Za-z0-9]/, pattern: "[\\.\\-_/#A-Za-z0-9]+" };
const METRIC_NAME: NameRule = { max: 255, forbidden: /[:*$]/, pattern: "[^:*$]*" };
/** The API's own pattern forbids a colon here too, but the live service takes it [O]. */
const METRIC_NAMESPACE: NameRule = { max: 255, forbidden: /[*$]/, pattern: "[^*$]*" };
const METRIC_VALUE: NameRule = { max: 100 };

const MAX_DIMENSIONS = 3;
const MAX_DIMENSION = 255;

/** What is wrong with a request, the pattern itself excepted; `analysed` is its pattern where that is valid. */
export function requestFindings(
  request: PutMetricFilterRequest,
  analysed: AnalysedPattern | undefined,
): readonly Finding[] {
  const found: Finding[] = [];
  const report = (code: DiagnosticCode, path: string, message: string, service?: string): void => {
    found.push(
      finding(code, span(0, 0), message, { stage: "meaning", path, ...(service !== undefined && { service }) }),
    );
  };
  checkNames(request, report);
  checkNewerMembers(request, report);
  if (typeof request.filterPattern !== "string") {
    const message = 'filterPattern is a text and can\'t be missing; the pattern that matches everything is ""';
    report("filter-request", "filterPattern", message, constraint("filterPattern", "null", "Member must not be null"));
  }
  const { metricTransformations } = request;
  // Untyped callers may pass anything here; what is no transformation is told as one without its members.
  const given: readonly unknown[] = Array.isArray(metricTransformations) ? metricTransformations : [];
  const transformations = given.map((one) =>
    typeof one === "object" && one !== null ? (one as MetricTransformation) : {},
  );
  if (transformations.length !== 1) {
    const bound = transformations.length === 0 ? "greater than or equal to 1" : "less than or equal to 1";
    report(
      "filter-request",
      "metricTransformations",
      `A metric filter has exactly one metric transformation, not ${transformations.length}`,
      constraint("metricTransformations", shown(transformations), `Member must have length ${bound}`),
    );
  }
  transformations.forEach((transformation, index) => {
    checkTransformation(transformation, `metricTransformations[${index}]`, analysed, report);
  });
  // The reader of a template has told of members that are none, and left its mark.
  if ("origin" in request) return found;
  checkMembers(request, MEMBERS, "PutMetricFilter", "", report);
  transformations.forEach((transformation, index) => {
    const path = `metricTransformations[${index}].`;
    checkMembers(transformation, TRANSFORMATION_MEMBERS, "A metric transformation", path, report);
  });
  return found;
}

type Report = (code: DiagnosticCode, path: string, message: string, service?: string) => void;

function constraint(path: string, value: string, text: string): string {
  return `1 validation error detected: Value '${value}' at '${path}' failed to satisfy constraint: ${text}`;
}

/** A name: of the right type, not empty, not too long, without forbidden characters. */
function checkName(name: unknown, path: string, { max, forbidden, pattern }: NameRule, report: Report): name is string {
  if (typeof name !== "string") {
    report(
      "filter-request",
      path,
      `${path} is a text and can't be missing`,
      constraint(path, "null", "Member must not be null"),
    );
    return false;
  }
  if (name === "" || name.length > max) {
    const bound = name === "" ? "greater than or equal to 1" : `less than or equal to ${max}`;
    report(
      "filter-request",
      path,
      `${path} has 1 to ${max} characters`,
      constraint(path, name, `Member must have length ${bound}`),
    );
  }
  const bad = forbidden?.exec(name)?.[0];
  if (bad !== undefined) {
    const service = constraint(path, name, `Member must satisfy regular expression pattern: ${pattern}`);
    report("filter-request", path, `${path} can't hold \`${bad}\``, service);
  }
  return true;
}

/** A filter without a name or a log group is fine here: nothing is stored under them. */
function checkNames({ filterName, logGroupName }: PutMetricFilterRequest, report: Report): void {
  if (isGiven(filterName)) checkName(filterName, "filterName", FILTER_NAME, report);
  if (isGiven(logGroupName)) checkName(logGroupName, "logGroupName", LOG_GROUP_NAME, report);
}

/** JSON's `null` counts as absent. */
function isGiven<T>(member: T | null | undefined): member is T {
  return member !== undefined && member !== null;
}

/** Members that do not exist, or are newer than tocsin: what they ask for would be lost in silence. */
function checkMembers(value: object, known: readonly string[], of: string, path: string, report: Report): void {
  const unknown = Object.entries(value).filter(([name, member]) => !known.includes(name) && isGiven(member));
  for (const [name] of unknown.slice(0, TOLD)) {
    const meant = nearest(name, known);
    const message = `${of} has no member ${shown(name)}${meant === undefined ? "" : `; did you mean ${meant}?`}`;
    report("filter-not-supported", `${path}${shown(name)}`, message, `(tocsin, not the service) ${message}`);
  }
}

function checkNewerMembers(request: PutMetricFilterRequest, report: Report): void {
  // The service takes these; the text given for its answer says whose refusal it is.
  const refuse = (path: string, what: string): void =>
    report("filter-not-supported", path, `${path} ${what}`, `(tocsin, not the service) ${path} ${what}`);
  const { applyOnTransformedLogs, fieldSelectionCriteria, emitSystemFieldDimensions: emitted } = request;
  if (isGiven(applyOnTransformedLogs) && applyOnTransformedLogs !== false) {
    refuse(
      "applyOnTransformedLogs",
      "asks for events as a log transformer leaves them; tocsin has the original events only",
    );
  }
  if (isGiven(fieldSelectionCriteria) && fieldSelectionCriteria !== "") {
    refuse("fieldSelectionCriteria", "selects events by account and region, which tocsin does not evaluate");
  }
  if (isGiven(emitted) && !(Array.isArray(emitted) && emitted.length === 0)) {
    refuse("emitSystemFieldDimensions", "adds account and region as dimensions, which tocsin does not evaluate");
  }
}

function checkTransformation(
  transformation: MetricTransformation,
  path: string,
  analysed: AnalysedPattern | undefined,
  report: Report,
): void {
  checkName(transformation.metricName, `${path}.metricName`, METRIC_NAME, report);
  const { metricNamespace: namespace } = transformation;
  if (checkName(namespace, `${path}.metricNamespace`, METRIC_NAMESPACE, report) && namespace.startsWith("AWS/")) {
    const reserved = "Metric namespaces starting with AWS/ are reserved for AWS.";
    report("filter-namespace", `${path}.metricNamespace`, reserved, reserved);
  }
  checkValue(transformation.metricValue, `${path}.metricValue`, report);
  checkDefault(transformation, path, report);
  checkDimensions(transformation, path, analysed, report);
  const { unit } = transformation;
  if (isGiven(unit) && !STANDARD_UNITS.includes(unit)) {
    const set = `Member must satisfy enum value set: [${STANDARD_UNITS.join(", ")}]`;
    const service = constraint(`${path}.unit`, shown(unit), set);
    report("filter-request", `${path}.unit`, `There is no unit \`${shown(unit)}\``, service);
  }
}

function checkValue(value: unknown, path: string, report: Report): void {
  if (!checkName(value, path, METRIC_VALUE, report)) return;
  if (parseMetricValue(value) !== undefined || parseValueSelector(value) !== undefined) return;
  report(
    "filter-value",
    path,
    `\`${value}\` is neither a number nor a selector of one value such as $.latency, $size or $3`,
    `Invalid metric transformation: metric value ${value} must be a valid number`,
  );
}

/** A number as metric values are written; undefined for other texts and for numbers that no metric takes. */
export function parseMetricValue(text: string): number | undefined {
  if (parseDecimal(text) === undefined) return undefined;
  const value = Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function checkDefault({ defaultValue }: MetricTransformation, path: string, report: Report): void {
  if (!isGiven(defaultValue)) return;
  if (typeof defaultValue === "number" && Number.isFinite(defaultValue)) return;
  const type = `${typeof defaultValue}`.toUpperCase();
  report(
    "filter-default",
    `${path}.defaultValue`,
    `A default value is a number, not ${typeof defaultValue === "string" ? `"${shown(defaultValue)}"` : shown(defaultValue)}`,
    `${type}_VALUE cannot be converted to Double`,
  );
}

function checkDimensions(
  transformation: MetricTransformation,
  transformationPath: string,
  analysed: AnalysedPattern | undefined,
  report: Report,
): void {
  const path = `${transformationPath}.dimensions`;
  const refuse = (at: string, message: string, service?: string): void =>
    report("filter-dimensions", at, message, service);
  const given: unknown = transformation.dimensions ?? {};
  if (typeof given !== "object" || Array.isArray(given)) {
    refuse(path, "Dimensions are an object: each name with a selector of its value");
    return;
  }
  const dimensions = Object.entries(given as Readonly<Record<string, unknown>>);
  if (dimensions.length === 0) return;
  if (dimensions.length > MAX_DIMENSIONS) refuse(path, `A metric filter has at most ${MAX_DIMENSIONS} dimensions`);
  if (analysed !== undefined && analysed.kind !== "json" && analysed.kind !== "fields") {
    refuse(
      path,
      "Only JSON and space-delimited patterns give dimensions; this pattern has no fields to take them from",
      "The specified filter pattern does not support dimensions",
    );
  }
  if (isGiven(transformation.defaultValue)) {
    const service = "Invalid metric transformation: dimensions and default value are mutually exclusive properties";
    refuse(path, "Dimensions and a default value can't stand together; remove one of them", service);
  }
  for (const [name, value] of dimensions) {
    const at = `${path}.${name}`;
    if (name === "" || name.length > MAX_DIMENSION)
      refuse(at, `A dimension's name has 1 to ${MAX_DIMENSION} characters`);
    if (typeof value === "string" && value.length <= MAX_DIMENSION && parseValueSelector(value) !== undefined) continue;
    refuse(
      at,
      `A dimension's value is a selector of one value such as $.service or $service, not \`${shown(value)}\``,
      "Invalid metric transformation: dimension value must be valid selector",
    );
  }
}
