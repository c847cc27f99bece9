// Holds: the reading of requests written in the API's own shapes.
// In: `{ metricFilters: [PutMetricFilter…], metricAlarms: [PutMetricAlarm…] }` as nodes. Out: the requests with their origin.
// Always: members are passed on as they are written; one of another type than the API takes is told; `MetricAlarms`, as describe-alarms prints it, is read too.

import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import { shapedFindings } from "./findings.ts";
import { type MapNode, member, type Node } from "./node.ts";
import { Resolver } from "./resolve.ts";
import { type Shape, shape } from "./shape.ts";
import { ALARM_SHAPE, DESCRIBED_ALARM_SHAPE, FILTER_REQUEST_SHAPE } from "./shapes.ts";
import type { Origin, Template, TemplateAlarm, TemplateFilter } from "./template.ts";

const READ = ["metricFilters", "metricAlarms", "MetricAlarms"];
/** Lists that a file of requests may hold and that nothing here evaluates. */
const NOT_EVALUATED = ["compositeAlarms", "CompositeAlarms"];

export function readRequests(root: MapNode, text: string): Template {
  const diagnostics: Diagnostic[] = [];
  // Nothing is called in a file of requests: a Resolver that knows no name.
  const resolver = new Resolver({
    parameters: undefined,
    mappings: undefined,
    conditions: undefined,
    resources: undefined,
    given: {},
    pseudo: {},
  });
  const listOf = (name: string, wanted: Shape) =>
    items(member(root, name), name, diagnostics).flatMap((node, index) => {
      const logicalId = `${name}[${index}]`;
      if (node.kind !== "map") {
        diagnostics.push(diagnostic("template-shape", node.span, `${logicalId} is not an object.`));
        return [];
      }
      const shaped = shape(node, wanted, resolver, "strict");
      const { value, members, unknowns } = shaped;
      diagnostics.push(...shapedFindings(logicalId, shaped, text));
      const origin: Origin = {
        logicalId,
        span: node.span,
        memberSpans: members,
        unresolved: unknowns.map((u) => u.path),
      };
      return [{ ...(value as object), origin }];
    });
  for (const { key, keySpan } of root.entries) {
    if (READ.includes(key)) continue;
    const known = NOT_EVALUATED.includes(key);
    const message = known
      ? `${key} are not evaluated.`
      : `${key} is not read here: a file of requests holds metricFilters and metricAlarms.`;
    diagnostics.push(diagnostic("template-not-evaluated", keySpan, message));
  }
  return {
    metricFilters: listOf("metricFilters", FILTER_REQUEST_SHAPE) as TemplateFilter[],
    metricAlarms: [
      ...listOf("metricAlarms", ALARM_SHAPE),
      ...listOf("MetricAlarms", DESCRIBED_ALARM_SHAPE),
    ] as TemplateAlarm[],
    diagnostics,
  };
}

function items(node: Node | undefined, name: string, diagnostics: Diagnostic[]): readonly Node[] {
  if (node === undefined) return [];
  if (node.kind === "list") return node.items;
  diagnostics.push(diagnostic("template-shape", node.span, `${name} is not a list.`));
  return [];
}
