// Holds: the reading of CloudFormation: metric filters, metric alarms and composite alarms become the API's requests.
// In: the template's root, parameter values. Out: requests with their origin, findings.
// Always: a resource whose condition is false is left out; a value that cannot be known is an error where it decides what happens, a placeholder elsewhere.

import { partitionOf } from "../alarm/arn.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { shapedFindings } from "./findings.ts";
import type { Entry, MapNode, Node } from "./node.ts";
import { member } from "./node.ts";
import { Resolver } from "./resolve.ts";
import { type Shape, type Shaped, shape } from "./shape.ts";
import { ALARM_SHAPE, COMPOSITE_SHAPE, FILTER_SHAPE } from "./shapes.ts";
import type {
  Origin,
  Template,
  TemplateAlarm,
  TemplateComposite,
  TemplateFilter,
  TemplateOptions,
} from "./template.ts";

const FILTER = "AWS::Logs::MetricFilter";
const ALARM = "AWS::CloudWatch::Alarm";
const COMPOSITE = "AWS::CloudWatch::CompositeAlarm";
const READ: readonly string[] = [FILTER, ALARM, COMPOSITE];
/** Alarms of a kind that nothing here evaluates. */
const NOT_EVALUATED: Readonly<Record<string, string>> = {
  "AWS::CloudWatch::AnomalyDetector": "anomaly detection is not replayed",
};

/** Members that decide nothing about states: a placeholder will do. */
const FREE = /^((AlarmDescription|AlarmActions|OKActions|InsufficientDataActions|Tags)\b|Metrics\[\d+\]\.Label$)/;

export function readResources(root: MapNode, text: string, options: TemplateOptions): Template {
  const resources = member(root, "Resources");
  if (resources?.kind !== "map") {
    const message =
      resources === undefined
        ? "The template has neither Resources (CloudFormation) nor metricFilters or metricAlarms."
        : "Resources is not an object.";
    const span = resources?.span ?? { start: root.span.start, end: root.span.start };
    const diagnostics = [diagnostic("template-shape", span, message)];
    return { metricFilters: [], metricAlarms: [], compositeAlarms: [], diagnostics };
  }
  return new ResourceReader(root, resources, text, options).read();
}

class ResourceReader {
  readonly #resources: MapNode;
  readonly #text: string;
  readonly #resolver: Resolver;
  readonly #diagnostics: Diagnostic[] = [];

  constructor(root: MapNode, resources: MapNode, text: string, options: TemplateOptions) {
    this.#resources = resources;
    this.#text = text;
    this.#resolver = new Resolver({
      parameters: member(root, "Parameters"),
      mappings: member(root, "Mappings"),
      conditions: member(root, "Conditions"),
      resources,
      given: options.parameters ?? {},
      pseudo: pseudoParameters(options),
    });
  }

  read(): Template {
    const metricFilters: TemplateFilter[] = [];
    const metricAlarms: TemplateAlarm[] = [];
    const compositeAlarms: TemplateComposite[] = [];
    for (const entry of this.#resources.entries) {
      const type = this.#typeOf(entry);
      if (type === FILTER) metricFilters.push(...this.#filter(entry));
      else if (type === ALARM) metricAlarms.push(...this.#alarm(entry, ALARM_SHAPE));
      else if (type === COMPOSITE) compositeAlarms.push(...this.#alarm(entry, COMPOSITE_SHAPE));
    }
    return { metricFilters, metricAlarms, compositeAlarms, diagnostics: this.#diagnostics };
  }

  /** The type of a resource that is deployed; nothing for those that are not, or of no interest. */
  #typeOf({ key, keySpan, value }: Entry): string | undefined {
    if (key.startsWith("Fn::")) {
      this.#tell("template-not-evaluated", keySpan, `${key} is not expanded; what it makes is not replayed.`);
      return undefined;
    }
    const type = member(value, "Type");
    if (type?.kind !== "scalar") return undefined;
    const skipped = Object.hasOwn(NOT_EVALUATED, type.text) ? NOT_EVALUATED[type.text] : undefined;
    if (skipped !== undefined) this.#tell("template-not-evaluated", keySpan, `${key} is left out: ${skipped}.`);
    if (!READ.includes(type.text)) return undefined;
    const condition = member(value, "Condition");
    if (condition?.kind !== "scalar") return type.text;
    const truth = this.#resolver.condition(condition.text, condition.span);
    if (truth === false) {
      this.#tell("template-condition", condition.span, `${key} is left out: its condition ${condition.text} is false.`);
      return undefined;
    }
    if (truth !== true) {
      const message = `Whether ${key} is deployed can't be known (${truth.why}); it is taken as deployed.`;
      this.#tell("template-condition-unknown", condition.span, message);
    }
    return type.text;
  }

  *#filter(entry: Entry): Iterable<TemplateFilter> {
    const shaped = this.#properties(entry, FILTER_SHAPE);
    if (shaped === undefined) return;
    const request = shaped.value as { filterName?: string; logGroupName?: string };
    // Which group a filter belongs to often is a parameter; it decides only when groups are named.
    const freed = shaped.unknowns.filter((u) => u.path === "logGroupName");
    for (const { span, why } of freed) {
      const message = `The log group of ${entry.key} can't be known (${why}); the filter sees the events of every group.`;
      this.#tell("template-log-group", span, message);
      delete request.logGroupName;
    }
    this.#diagnostics.push(...shapedFindings(entry.key, shaped, this.#text, (path) => path === "logGroupName"));
    yield { ...request, filterName: request.filterName ?? entry.key, origin: originOf(entry, shaped) };
  }

  /** Alarms of both kinds: their members are CloudFormation's and the API's alike. */
  *#alarm(entry: Entry, wanted: Shape): Iterable<TemplateAlarm & TemplateComposite> {
    const shaped = this.#properties(entry, wanted);
    if (shaped === undefined) return;
    this.#diagnostics.push(...shapedFindings(entry.key, shaped, this.#text, (path) => FREE.test(path)));
    const request = shaped.value as { AlarmName?: string };
    yield { ...request, AlarmName: request.AlarmName ?? entry.key, origin: originOf(entry, shaped) };
  }

  #properties(entry: Entry, wanted: Shape): Shaped | undefined {
    const properties = member(entry.value, "Properties");
    if (properties?.kind === "map") return shape(properties, wanted, this.#resolver, "lenient");
    this.#tell("template-shape", properties?.span ?? entry.keySpan, `${entry.key} has no Properties.`);
    return undefined;
  }

  #tell(code: Diagnostic["code"], span: Node["span"], message: string): void {
    this.#diagnostics.push(diagnostic(code, span, message));
  }
}

function originOf({ key, keySpan, value }: Entry, { members, unknowns }: Shaped): Origin {
  const span = value.span.start < keySpan.start ? keySpan : { start: keySpan.start, end: value.span.end };
  return { logicalId: key, span, memberSpans: members, unresolved: unknowns.map((u) => u.path) };
}

function pseudoParameters(options: TemplateOptions): Readonly<Record<string, string>> {
  const region = options.region ?? "us-east-1";
  const accountId = options.accountId ?? "123456789012";
  const stackName = options.stackName ?? stackNameOf(options.name ?? "template");
  const china = region.startsWith("cn-");
  return {
    "AWS::Region": region,
    "AWS::AccountId": accountId,
    "AWS::StackName": stackName,
    "AWS::Partition": partitionOf(region),
    "AWS::URLSuffix": china ? "amazonaws.com.cn" : "amazonaws.com",
  };
}

/** The file's name without folder and ending. */
function stackNameOf(name: string): string {
  return name.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "") || "template";
}
