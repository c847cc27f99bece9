// Holds: the reading of CloudFormation and SAM: patterns, metric filters, metric alarms and composite alarms become the API's requests.
// In: the template's root, parameter values. Out: requests with their origin, findings.
// Always: for a replay, a resource whose condition is false is left out, and a value that cannot be known is an error where it decides
//   what happens, a placeholder elsewhere; for a check, all resources are read, once for each way that their conditions may turn out, and
//   a value that cannot be known is a placeholder.

import { partitionOf } from "../alarm/arn.ts";
import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { shapedFindings } from "./findings.ts";
import type { Entry, MapNode, Node } from "./nodes.ts";
import { member } from "./nodes.ts";
import { Resolver } from "./resolve.ts";
import { type Shape, type Shaped, shape } from "./shape.ts";
import { ALARM_SHAPE, COMPOSITE_SHAPE, FILTER_SHAPE, SUBSCRIPTION_SHAPE } from "./shapes.ts";
import type { Found, Origin, TemplateOptions } from "./template.ts";
import { Worlds } from "./worlds.ts";

const FILTER = "AWS::Logs::MetricFilter";
const SUBSCRIPTION = "AWS::Logs::SubscriptionFilter";
const ALARM = "AWS::CloudWatch::Alarm";
const COMPOSITE = "AWS::CloudWatch::CompositeAlarm";
const FUNCTION = "AWS::Serverless::Function";
const REPLAYED: readonly string[] = [FILTER, ALARM, COMPOSITE];
const CHECKED: readonly string[] = [...REPLAYED, SUBSCRIPTION, FUNCTION];
/** Alarms of a kind that nothing here evaluates. */
const NOT_EVALUATED: Readonly<Record<string, string>> = {
  "AWS::CloudWatch::AnomalyDetector": "anomaly detection is not replayed",
};

/** Deepest nesting of loops that is followed. */
const LOOP_LIMIT = 10;

/** Members that decide nothing about states: a placeholder will do. */
const FREE = /^((AlarmDescription|AlarmActions|OKActions|InsufficientDataActions|Tags)\b|Metrics\[\d+\]\.Label$)/;

/** What is read, and what was noticed on the way. */
export interface Reading {
  readonly found: readonly Found[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The resources that a replay starts from. */
export function readResources(root: MapNode, text: string, options: TemplateOptions): Reading {
  const resources = member(root, "Resources");
  if (resources?.kind === "map") return new ResourceReader(root, resources, text, options, "replay").read();
  const message =
    resources === undefined
      ? "The template has neither Resources (CloudFormation) nor metricFilters or metricAlarms."
      : "Resources is not an object.";
  const span = resources?.span ?? { start: root.span.start, end: root.span.start };
  return { found: [], diagnostics: [diagnostic("template-shape", span, message)] };
}

/** How resources are written for a host that wraps CloudFormation. */
export interface Host {
  /** True where `${…}` in any text is filled before CloudFormation sees it. */
  readonly variables?: boolean | undefined;
}

/** Everything that can be checked, whether a condition keeps it from being deployed or not; what is not known yet is not told. */
export function findResources(
  root: MapNode,
  resources: MapNode,
  text: string,
  options: TemplateOptions,
  host: Host = {},
): Reading {
  return new ResourceReader(root, resources, text, options, "check", host).read();
}

class ResourceReader {
  readonly #resources: MapNode;
  readonly #text: string;
  readonly #resolver: Resolver;
  readonly #purpose: "replay" | "check";
  readonly #found: Found[] = [];
  readonly #diagnostics: Diagnostic[] = [];

  constructor(
    root: MapNode,
    resources: MapNode,
    text: string,
    options: TemplateOptions,
    purpose: "replay" | "check",
    host: Host = {},
  ) {
    this.#resources = resources;
    this.#text = text;
    this.#purpose = purpose;
    const [parameters, conditions] = [member(root, "Parameters"), member(root, "Conditions")];
    const given = options.parameters ?? {};
    this.#resolver = new Resolver({
      ...{ parameters, conditions, resources, given },
      mappings: member(root, "Mappings"),
      pseudo: pseudoParameters(options),
      variables: host.variables,
      worlds: purpose === "check" ? new Worlds(conditions, parameters, given) : undefined,
    });
  }

  read(): Reading {
    this.#readAll(this.#resources.entries, 0);
    return { found: this.#found, diagnostics: this.#diagnostics };
  }

  #readAll(entries: readonly Entry[], depth: number): void {
    for (const entry of entries) {
      if (this.#purpose === "check" && entry.key.startsWith("Fn::ForEach")) this.#loop(entry, depth);
      else this.#resource(entry);
    }
  }

  /** What a loop makes is checked once, with its variable unknown. */
  #loop({ value }: Entry, depth: number): void {
    const fragment = value.kind === "list" ? value.items[2] : undefined;
    if (fragment?.kind === "map" && depth < LOOP_LIMIT) this.#readAll(fragment.entries, depth + 1);
  }

  /** A resource, in every world where it is deployed. */
  #resource(entry: Entry): void {
    const type = this.#typeOf(entry);
    const condition = member(entry.value, "Condition");
    const [found, diagnostics] = [new Map<string, Found>(), new Map<string, Diagnostic>()];
    const before = [this.#found.length, this.#diagnostics.length] as const;
    do {
      const isLeftOut =
        this.#purpose === "check" &&
        condition?.kind === "scalar" &&
        this.#resolver.condition(condition.text, condition.span) === false;
      if (!isLeftOut) this.#ofType(type, entry);
      for (const one of this.#found.splice(before[0])) found.set(writtenAs(one), one);
      for (const one of this.#diagnostics.splice(before[1])) diagnostics.set(JSON.stringify(one), one);
    } while (this.#resolver.next());
    this.#found.push(...found.values());
    this.#diagnostics.push(...diagnostics.values());
  }

  #ofType(type: string | undefined, entry: Entry): void {
    if (type === FILTER) this.#filter(entry);
    else if (type === ALARM) this.#alarm(entry, "metric-alarm");
    else if (type === COMPOSITE) this.#alarm(entry, "composite-alarm");
    else if (type === SUBSCRIPTION) this.#subscription(entry, entry.key);
    else if (type === FUNCTION) this.#events(entry);
  }

  /** The type of a resource that is deployed; nothing for those that are not, or of no interest. */
  #typeOf({ key, keySpan, value }: Entry): string | undefined {
    if (key.startsWith("Fn::")) {
      this.#tell("template-not-evaluated", keySpan, `${key} is not expanded; what it makes is not replayed.`);
      return undefined;
    }
    const type = member(value, "Type");
    if (type?.kind !== "scalar") return undefined;
    if (this.#purpose === "check") return CHECKED.includes(type.text) ? type.text : undefined;
    const skipped = Object.hasOwn(NOT_EVALUATED, type.text) ? NOT_EVALUATED[type.text] : undefined;
    if (skipped !== undefined) this.#tell("template-not-evaluated", keySpan, `${key} is left out: ${skipped}.`);
    if (!REPLAYED.includes(type.text)) return undefined;
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

  #filter(entry: Entry): void {
    const shaped = this.#properties(entry, FILTER_SHAPE);
    if (shaped === undefined) return;
    const request = shaped.value as { filterName?: string; logGroupName?: string };
    // Which group a filter belongs to often is a parameter; it decides only when groups are named.
    const freed = this.#purpose === "check" ? [] : shaped.unknowns.filter((u) => u.path === "logGroupName");
    for (const { span, why } of freed) {
      const message = `The log group of ${entry.key} can't be known (${why}); the filter sees the events of every group.`;
      this.#tell("template-log-group", span, message);
      delete request.logGroupName;
    }
    this.#tellShaped(entry.key, shaped, (path) => path === "logGroupName");
    const filter = { ...request, filterName: request.filterName ?? entry.key, origin: originOf(entry, shaped) };
    this.#found.push({ kind: "metric-filter", request: filter });
  }

  /** Alarms of both kinds: their members are CloudFormation's and the API's alike. */
  #alarm(entry: Entry, kind: "metric-alarm" | "composite-alarm"): void {
    const shaped = this.#properties(entry, kind === "metric-alarm" ? ALARM_SHAPE : COMPOSITE_SHAPE);
    if (shaped === undefined) return;
    this.#tellShaped(entry.key, shaped, (path) => FREE.test(path));
    const request = shaped.value as { AlarmName?: string };
    const alarm = { ...request, AlarmName: request.AlarmName ?? entry.key, origin: originOf(entry, shaped) };
    this.#found.push({ kind, request: alarm });
  }

  /** A subscription filter, or an event of the same shape: either needs a pattern. */
  #subscription(entry: Entry, logicalId: string): void {
    const shaped = this.#properties(entry, SUBSCRIPTION_SHAPE);
    if (shaped === undefined) return;
    this.#tellShaped(logicalId, shaped, () => true);
    const value = shaped.value as { readonly filterPattern?: string };
    if (value.filterPattern === undefined && shaped.mismatches.length === 0)
      this.#tell("template-shape", entry.keySpan, `${logicalId} has no FilterPattern; "" matches every event.`);
    const request = { ...value, origin: { ...originOf(entry, shaped), logicalId } };
    this.#found.push({ kind: "pattern", context: "subscription-filter", request });
  }

  /** The log groups that a function of SAM subscribes to. */
  #events(entry: Entry): void {
    const events = member(member(entry.value, "Properties"), "Events");
    for (const event of events?.kind === "map" ? events.entries : []) {
      const type = member(event.value, "Type");
      if (type?.kind === "scalar" && type.text === "CloudWatchLogs")
        this.#subscription(event, `${entry.key}.Events.${event.key}`);
    }
  }

  /** For a check a value that is not known yet is no mistake. */
  #tellShaped(owner: string, shaped: Shaped, free: (path: string) => boolean): void {
    const told = this.#purpose === "check" ? () => true : free;
    this.#diagnostics.push(...shapedFindings(owner, shaped, this.#text, told));
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

/** What tells two readings of one resource apart. */
function writtenAs({ kind, request }: Found): string {
  const { origin, ...members } = request;
  const places = Object.entries(origin.memberSpans).map(([path, { span }]) => [path, span.start, span.end]);
  return JSON.stringify([kind, origin.logicalId, members, places]);
}

function originOf({ key, keySpan, value }: Entry, { members, unknowns }: Shaped): Origin {
  const span = value.span.start < keySpan.start ? keySpan : { start: keySpan.start, end: value.span.end };
  return { logicalId: key, span, memberSpans: members, unresolved: unknowns.map((u) => u.path), functions: true };
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
