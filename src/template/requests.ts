// Holds: the reading of requests written in the API's own shapes.
// In: `{ metricFilters: [PutMetricFilter…], metricAlarms: [PutMetricAlarm…], compositeAlarms: [PutCompositeAlarm…] }` as nodes.
// Out: the requests with their origin.
// Always: members are passed on as they are written; one of another type than the API takes is told; `MetricAlarms` and
//         `CompositeAlarms`, as describe-alarms prints them, are read too.

import { type Diagnostic, diagnostic } from "../text/diagnostic.ts";
import type { Reading } from "./cloudformation.ts";
import { shapedFindings } from "./findings.ts";
import { type MapNode, member, type Node } from "./nodes.ts";
import { plainResolver } from "./resolve.ts";
import { type Shape, shape } from "./shape.ts";
import {
  ALARM_SHAPE,
  COMPOSITE_SHAPE,
  DESCRIBED_ALARM_SHAPE,
  DESCRIBED_COMPOSITE_SHAPE,
  FILTER_REQUEST_SHAPE,
} from "./shapes.ts";
import type { Found, Origin } from "./template.ts";

/** The lists of a file of requests. */
export const REQUEST_LISTS: readonly string[] = [
  ...["metricFilters", "metricAlarms", "compositeAlarms"],
  ...["MetricAlarms", "CompositeAlarms"],
];

export function readRequests(root: MapNode, text: string): Reading {
  const diagnostics: Diagnostic[] = [];
  // Nothing is called in a file of requests.
  const resolver = plainResolver();
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
    if (REQUEST_LISTS.includes(key)) continue;
    const message = `${key} is not read here: a file of requests holds metricFilters, metricAlarms and compositeAlarms.`;
    diagnostics.push(diagnostic("template-not-evaluated", keySpan, message));
  }
  const requests = <K extends Found["kind"]>(kind: K, name: string, wanted: Shape): Found[] =>
    listOf(name, wanted).map((request) => ({ kind, request }) as unknown as Found);
  const found = [
    ...requests("metric-filter", "metricFilters", FILTER_REQUEST_SHAPE),
    ...requests("metric-alarm", "metricAlarms", ALARM_SHAPE),
    ...requests("metric-alarm", "MetricAlarms", DESCRIBED_ALARM_SHAPE),
    ...requests("composite-alarm", "compositeAlarms", COMPOSITE_SHAPE),
    ...requests("composite-alarm", "CompositeAlarms", DESCRIBED_COMPOSITE_SHAPE),
  ];
  return { found, diagnostics };
}

function items(node: Node | undefined, name: string, diagnostics: Diagnostic[]): readonly Node[] {
  if (node === undefined) return [];
  if (node.kind === "list") return node.items;
  diagnostics.push(diagnostic("template-shape", node.span, `${name} is not a list.`));
  return [];
}
