// Holds: the reading of Serverless Framework's files: events of functions, and the CloudFormation they carry.
// In: the root of serverless.yml, the file's text. Out: patterns and requests with their origin, findings.
// Always: `${…}` in any text is a variable of Serverless, filled before CloudFormation sees it.

import type { Diagnostic } from "../text/diagnostic.ts";
import { findResources, type Reading } from "./cloudformation.ts";
import { shapedFindings } from "./findings.ts";
import { type Entry, type MapNode, member, type Node } from "./nodes.ts";
import { plainResolver, type Resolver } from "./resolve.ts";
import { type Shape, shape } from "./shape.ts";
import type { Found, TemplateOptions } from "./template.ts";

/** True for a file of the Serverless Framework. */
export function isServerless(root: MapNode): boolean {
  const has = (key: string): boolean => member(root, key) !== undefined;
  return (
    !has("Resources") &&
    ((has("service") && has("provider")) || (has("functions") && (has("service") || has("provider"))))
  );
}

export function readServerless(root: MapNode, text: string, options: TemplateOptions): Reading {
  const found: Found[] = [];
  const diagnostics: Diagnostic[] = [];
  const resolver = plainResolver(true);
  for (const functions of maps(member(root, "functions")))
    for (const entry of functions.entries) readFunction(entry, resolver, text, found, diagnostics);
  for (const resources of maps(member(root, "resources"))) {
    for (const name of ["Resources", "extensions"]) {
      const node = member(resources, name);
      if (node?.kind !== "map") continue;
      const read = findResources(resources, node, text, options, { variables: true });
      found.push(...read.found);
      diagnostics.push(...read.diagnostics);
    }
  }
  return { found, diagnostics };
}

/** Functions and resources are one map, or a list of maps. */
function maps(node: Node | undefined): readonly MapNode[] {
  const items = node?.kind === "list" ? node.items : node === undefined ? [] : [node];
  return items.filter((item) => item.kind === "map");
}

const EVENT: Shape = { members: { logGroup: { shape: "any" }, filter: { as: "filterPattern", shape: "text" } } };

function readFunction(
  { key, value }: Entry,
  resolver: Resolver,
  text: string,
  found: Found[],
  diagnostics: Diagnostic[],
): void {
  const events = member(value, "events");
  const items = events?.kind === "list" ? events.items : [];
  items.forEach((item, index) => {
    const event = item.kind === "map" ? item.byKey.get("cloudwatchLog") : undefined;
    // A log group alone takes every event.
    if (event?.value.kind !== "map") return;
    const logicalId = `functions.${key}.events[${index}]`;
    const shaped = shape(event.value, EVENT, resolver, "lenient");
    diagnostics.push(...shapedFindings(logicalId, shaped, text, () => true));
    const unresolved = shaped.unknowns.map(({ path }) => path);
    const origin = { logicalId, span: event.value.span, memberSpans: shaped.members, unresolved };
    const request = { filterPattern: "", ...(shaped.value as object), origin };
    found.push({ kind: "pattern", context: "subscription-filter", request });
  });
}
