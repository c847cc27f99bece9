// Holds: the reading of Terraform's resources: patterns, metric filters and alarms become the API's requests.
// In: bodies of resources as nodes, from HCL or from Terraform's JSON. Out: requests with their origin, findings.
// Always: what is known only when Terraform runs is a placeholder, and told by nobody but the pattern that depends on it.

import type { Diagnostic } from "../text/diagnostic.ts";
import type { Span } from "../text/span.ts";
import type { Reading } from "./cloudformation.ts";
import { shapedFindings } from "./findings.ts";
import { readHcl, trimmed } from "./hcl.ts";
import type { HclParser } from "./hcl-parser.ts";
import { type Entry, type MapNode, member, type Node } from "./nodes.ts";
import { plainResolver } from "./resolve.ts";
import { type Shape, shape } from "./shape.ts";
import type { Found, Origin } from "./template.ts";
import { TERRAFORM_ALARM, TERRAFORM_COMPOSITE, TERRAFORM_FILTER, TERRAFORM_SUBSCRIPTION } from "./terraform-shapes.ts";

/** What one type of resource becomes. */
interface Kind {
  readonly shape: Shape;
  /** The body with its members where the shape looks for them. */
  readonly prepare: (body: MapNode) => MapNode;
  readonly found: (request: object & { origin: Origin }) => Found;
}

const KINDS: Readonly<Record<string, Kind>> = {
  aws_cloudwatch_log_metric_filter: {
    shape: TERRAFORM_FILTER,
    // The provider sends the pattern without white space around it, with which heredocs end [O].
    prepare: (body) => changed(listed(body, "metric_transformation"), "pattern", (pattern) => trimmed(pattern)),
    found: (request) => ({ kind: "metric-filter", request }),
  },
  aws_cloudwatch_log_subscription_filter: {
    shape: TERRAFORM_SUBSCRIPTION,
    prepare: (body) => body,
    found: (request) => ({ kind: "pattern", context: "subscription-filter", request }),
  },
  aws_cloudwatch_metric_alarm: {
    shape: TERRAFORM_ALARM,
    prepare: (body) =>
      changed(listed(body, "metric_query"), "metric_query", (queries) =>
        queries.kind === "list" ? { ...queries, items: queries.items.map(queryOf) } : queries,
      ),
    found: (request) => ({ kind: "metric-alarm", request }),
  },
  aws_cloudwatch_composite_alarm: {
    shape: TERRAFORM_COMPOSITE,
    prepare: spreadSuppressor,
    found: (request) => ({ kind: "composite-alarm", request: { AlarmName: undefined, ...request } }),
  },
};

/** Reads a `.tf` file. */
export function readTerraform(text: string, parser: HclParser): Reading {
  const { resources, diagnostics } = readHcl(text, parser, Object.keys(KINDS));
  const told: Diagnostic[] = [...diagnostics];
  const found = resources.map(({ type, name, span, body }) => resourceOf(type, name, span, body, told, false));
  return { found, diagnostics: told };
}

/** Reads Terraform's JSON: `{ resource: { type: { name: body or [body] } } }`, whose texts hold the same interpolations. */
export function readTerraformJson(root: MapNode): Reading {
  const found: Found[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const types of bodies(member(root, "resource")))
    for (const { key: type, value } of types.entries)
      for (const names of Object.hasOwn(KINDS, type) ? bodies(value) : [])
        for (const { key: name, value: resource } of names.entries)
          for (const body of bodies(resource)) found.push(resourceOf(type, name, body.span, body, diagnostics, true));
  return { found, diagnostics };
}

function resourceOf(
  type: string,
  name: string,
  span: Span,
  body: MapNode,
  told: Diagnostic[],
  variables: boolean,
): Found {
  const kind = KINDS[type]!;
  const shaped = shape(kind.prepare(body), kind.shape, plainResolver(variables), "lenient");
  const logicalId = `${type}.${name}`;
  told.push(...shapedFindings(logicalId, shaped, undefined, () => true));
  const unresolved = shaped.unknowns.map((unknown) => unknown.path);
  return kind.found({
    ...(shaped.value as object),
    origin: { logicalId, span, memberSpans: shaped.members, unresolved },
  });
}

/** In JSON a block is an object, or a list of them. */
function bodies(node: Node | undefined): readonly MapNode[] {
  const items = node?.kind === "list" ? node.items : node === undefined ? [] : [node];
  return items.filter((item) => item.kind === "map");
}

function bodyOf(span: Span, entries: readonly Entry[]): MapNode {
  return { kind: "map", span, entries, byKey: new Map(entries.map((entry) => [entry.key, entry])) };
}

/** The body with one member made into another. */
function changed(body: MapNode, key: string, change: (value: Node) => Node): MapNode {
  const entries = body.entries.map((entry) => (entry.key === key ? { ...entry, value: change(entry.value) } : entry));
  return bodyOf(body.span, entries);
}

/** A block that stands alone in JSON as a list of one. */
function listed(body: MapNode, key: string): MapNode {
  return changed(body, key, (value) =>
    value.kind === "map" ? { kind: "list", span: value.span, items: [value] } : value,
  );
}

/** A query without `return_data` returns none: the provider sends false, where the API's own default is true [O]. */
function silentUnlessTold(query: MapNode): MapNode {
  if (query.byKey.has("return_data")) return query;
  const { span } = query;
  const value: Node = { kind: "scalar", span, value: false, text: "false" };
  return bodyOf(span, [...query.entries, { key: "return_data", keySpan: span, value }]);
}

/** A query's block `metric` holds what the API keeps in MetricStat and its Metric. */
function queryOf(node: Node): Node {
  if (node.kind !== "map") return node;
  const query = silentUnlessTold(node);
  const metric = query.byKey.get("metric");
  const [inner] = bodies(metric?.value);
  if (metric === undefined || inner === undefined) return query;
  const named = bodyOf(
    inner.span,
    inner.entries.filter(({ key }) => ["namespace", "metric_name", "dimensions"].includes(key)),
  );
  const stat = bodyOf(inner.span, [
    { key: "Metric", keySpan: metric.keySpan, value: named },
    ...inner.entries.filter(({ key }) => ["period", "stat", "unit"].includes(key)),
  ]);
  const entries = query.entries.map((entry) =>
    entry === metric ? { ...entry, key: "MetricStat", value: stat } : entry,
  );
  return bodyOf(query.span, entries);
}

const SUPPRESSOR: Readonly<Record<string, string>> = {
  alarm: "ActionsSuppressor",
  wait_period: "ActionsSuppressorWaitPeriod",
  extension_period: "ActionsSuppressorExtensionPeriod",
};

function spreadSuppressor(body: MapNode): MapNode {
  const [suppressor] = bodies(member(body, "actions_suppressor"));
  if (suppressor === undefined) return body;
  const spread = suppressor.entries.flatMap((entry) => {
    const key = Object.hasOwn(SUPPRESSOR, entry.key) ? SUPPRESSOR[entry.key] : undefined;
    return key === undefined ? [] : [{ ...entry, key }];
  });
  return bodyOf(body.span, [...body.entries, ...spread]);
}
