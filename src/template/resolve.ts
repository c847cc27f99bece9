// Holds: what the functions of CloudFormation come to: Ref, Sub, Join, GetAtt of alarms, Select, Split, FindInMap, If, conditions.
// In: a node and what the template declares. Out: a node without calls at its top, or word that the value cannot be known.
// Always: never throws and never guesses; cycles end; the text made in one template is bounded.

import { writeAlarmArn } from "../alarm/arn.ts";
import { type Span, span } from "../text/span.ts";
import { member, type Node, type ScalarNode, type UnknownNode } from "./nodes.ts";
import { holed, type Piece, Substitution } from "./substitution.ts";
import { variablesIn } from "./variables.ts";
import { referenceIn, type Worlds } from "./worlds.ts";

/** `AWS::NoValue`: the member is as if it were not written. */
export interface None {
  readonly kind: "none";
  readonly span: Span;
}

export type Unknown = UnknownNode;
export type Resolved = Exclude<Node, { kind: "call" }> | None;

export interface Declarations {
  readonly parameters: Node | undefined;
  readonly mappings: Node | undefined;
  readonly conditions: Node | undefined;
  readonly resources: Node | undefined;
  /** Values of parameters given from outside; they win over defaults. */
  readonly given: Readonly<Record<string, string>>;
  /** `AWS::Region` and its like. */
  readonly pseudo: Readonly<Record<string, string>>;
  /** True where `${…}` in any text is filled by the host: Serverless, and Terraform's JSON. */
  readonly variables?: boolean | undefined;
  /** For a check, which reads what any deployment may have: conditions hold or not as in the present world. */
  readonly worlds?: Worlds | undefined;
}

const TOPIC = "AWS::SNS::Topic";
const ALARMS: readonly string[] = ["AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm"];

/** The member that names a resource of a type that other resources refer to. */
const NAME_MEMBERS: Readonly<Record<string, string>> = {
  "AWS::Logs::LogGroup": "LogGroupName",
  "AWS::Logs::MetricFilter": "FilterName",
  "AWS::CloudWatch::Alarm": "AlarmName",
  "AWS::CloudWatch::CompositeAlarm": "AlarmName",
  [TOPIC]: "TopicName",
};

/** Longest text that one function may make, and the most that all of them may make together. */
const TEXT_LIMIT = 65_536;
const TOTAL_LIMIT = 16 * 1024 * 1024;

/** How deep names and conditions may lead from one to the next, and how many values are looked at in all. */
const DEPTH_LIMIT = 200;
const STEP_LIMIT = 200_000;

/** For documents in which nothing is called. */
export function plainResolver(variables = false): Resolver {
  const none = { parameters: undefined, mappings: undefined, conditions: undefined, resources: undefined };
  return new Resolver({ ...none, given: {}, pseudo: {}, variables });
}

type Truth = boolean | Unknown;

/** Reads the values of one template. */
export class Resolver {
  readonly #declared: Declarations;
  readonly #truths = new Map<string, Truth | "open">();
  readonly #naming = new Set<string>();
  #size = 0;
  #depth = 0;
  #steps = 0;

  constructor(declared: Declarations) {
    this.#declared = declared;
  }

  /** The node a value comes to; members of a list or map are left to be resolved in their turn. */
  resolve(node: Node): Resolved {
    if (++this.#steps > STEP_LIMIT) return unknown(node.span, "…", "the template's functions take too many steps");
    const call = callOf(node);
    if (call === undefined) return this.#filled(node as Exclude<Node, { kind: "call" }>);
    return this.#deeper(node.span, () => this.#call(call.name, call.argument, node.span));
  }

  /** A text that the host's variables stand in is not known. */
  #filled(node: Exclude<Node, { kind: "call" }>): Resolved {
    if (this.#declared.variables !== true || node.kind !== "scalar" || !node.text.includes("{")) return node;
    const holes = variablesIn(node.text);
    return holes.length === 0 ? node : holed(node.text, holes, node.offsets, node.span, node.text);
  }

  /** One step further down, unless that is too far. */
  #deeper<T>(where: Span, work: () => T): T | Unknown {
    if (this.#depth >= DEPTH_LIMIT) return unknown(where, "…", "the template's functions lead too deep");
    this.#depth++;
    try {
      return work();
    } finally {
      this.#depth--;
    }
  }

  /** Goes on in the next world; false when there is none. */
  next(): boolean {
    const { worlds } = this.#declared;
    if (worlds === undefined) return false;
    this.#truths.clear();
    return worlds.next();
  }

  /** Whether a named condition holds. */
  condition(name: string, where: Span): Truth {
    const earlier = this.#truths.get(name);
    if (earlier === "open") return unknown(where, name, `condition ${name} refers to itself`);
    if (earlier !== undefined) return earlier;
    const node = member(this.#declared.conditions, name);
    if (node === undefined) return unknown(where, name, `the template has no condition ${name}`);
    this.#truths.set(name, "open");
    const known = this.#deeper(where, () => this.#truth(node));
    const truth = typeof known === "boolean" ? known : (this.#declared.worlds?.holds(name) ?? known);
    this.#truths.set(name, truth);
    return truth;
  }

  #call(name: string, argument: Node, where: Span): Resolved {
    switch (name) {
      case "Ref":
        return argument.kind === "scalar" ? this.#reference(argument.text, where) : misused(where, name);
      case "Fn::Sub":
        return this.#substitute(argument, where);
      case "Fn::Join":
        return this.#join(argument, where);
      case "Fn::Select":
        return this.#select(argument, where);
      case "Fn::Split":
        return this.#split(argument, where);
      case "Fn::FindInMap":
        return this.#findInMap(argument, where);
      case "Fn::If":
        return this.#choose(argument, where);
      case "Fn::GetAtt":
        return this.#attribute(argument, where);
      default:
        return unknown(where, name, `tocsin does not work out ${name}`);
    }
  }

  #reference(name: string, where: Span): Resolved {
    if (name === "AWS::NoValue") return { kind: "none", span: where };
    const pseudo = this.#declared.pseudo[name];
    if (pseudo !== undefined) return this.#scalar(pseudo, where);
    const given = Object.hasOwn(this.#declared.given, name) ? this.#declared.given[name] : undefined;
    const parameter = member(this.#declared.parameters, name);
    if (parameter !== undefined) return this.#parameter(name, parameter, given, where);
    const resource = member(this.#declared.resources, name);
    if (resource !== undefined) return this.#physicalId(name, resource, where);
    return unknown(where, name, `the template has no parameter or resource ${name}`);
  }

  #parameter(name: string, parameter: Node, given: string | undefined, where: Span): Resolved {
    const type = member(parameter, "Type");
    const typeName = type?.kind === "scalar" ? type.text : "String";
    if (typeName.startsWith("AWS::SSM::")) return unknown(where, name, `parameter ${name} is kept in Systems Manager`);
    const fallback = member(parameter, "Default");
    const text = given ?? (fallback?.kind === "scalar" ? fallback.text : undefined);
    if (text === undefined) return unknown(where, name, `parameter ${name} has no Default and no value was given`);
    const scalar = this.#scalar(text, where);
    const written = given === undefined && fallback?.kind === "scalar" ? fallback.offsets : undefined;
    const value: Resolved =
      scalar.kind === "scalar" && given === undefined ? { ...scalar, offsets: written, byDefault: true } : scalar;
    if (typeName !== "CommaDelimitedList" && !typeName.startsWith("List<")) return value;
    return value.kind === "scalar"
      ? listOf(
          text.split(",").map((item) => item.trim()),
          where,
        )
      : value;
  }

  /** `Ref` of a resource is its name, that of a topic its ARN [D]. */
  #physicalId(name: string, resource: Node, where: Span): Resolved {
    const typeName = typeOf(resource);
    const resolved = this.#physicalName(name, member(resource, "Properties"), typeName, where);
    if (typeName !== TOPIC || resolved.kind !== "scalar") return resolved;
    const { "AWS::Partition": partition, "AWS::Region": region, "AWS::AccountId": account } = this.#declared.pseudo;
    return this.#scalar(`arn:${partition}:sns:${region}:${account}:${resolved.text}`, where);
  }

  /** The explicit name, or else the logical id, which stands for the name made at deployment [I]. */
  #physicalName(name: string, properties: Node | undefined, typeName: string, where: Span): Resolved {
    const explicit = Object.hasOwn(NAME_MEMBERS, typeName) ? NAME_MEMBERS[typeName] : undefined;
    const value = explicit === undefined ? undefined : member(properties, explicit);
    if (value === undefined || this.#naming.has(name)) return this.#scalar(name, where);
    this.#naming.add(name);
    const resolved = this.resolve(value);
    this.#naming.delete(name);
    return resolved.kind === "none" ? this.#scalar(name, where) : { ...resolved, span: where };
  }

  #substitute(argument: Node, where: Span): Resolved {
    const [template, extra] = argument.kind === "list" ? argument.items : [argument];
    if (template?.kind !== "scalar") return misused(where, "Fn::Sub");
    const { text, offsets } = template;
    const pieces: Piece[] = [];
    let [length, from] = [0, 0];
    let missing: Unknown | undefined;
    const add = (made: string, to: number, kind: Piece["kind"]): void => {
      const source = offsets === undefined ? undefined : { places: offsets, span: span(from, to) };
      pieces.push({ text: made, kind, from: source, where });
      length += made.length;
      from = to;
    };
    for (const hole of text.matchAll(/\$\{([^{}]*)\}/g)) {
      const name = hole[1]!.trim();
      add(text.slice(from, hole.index), hole.index, "written");
      const end = hole.index + hole[0].length;
      const value = name.startsWith("!") ? undefined : this.#hole(name, extra, where);
      // What the function itself is given as a plain text is no hole: the file holds it.
      const isWritten = value !== undefined && value === member(extra, name);
      if (value === undefined) add(`\${${name.slice(1)}}`, end, "whole");
      else if (value.kind === "scalar") add(value.text, end, isWritten ? "whole" : "hole");
      else if (value.kind === "unknown") add(hole[0], end, "hole");
      else return misused(where, "Fn::Sub");
      if (value?.kind === "unknown") missing ??= value;
      if (length > TEXT_LIMIT) return tooLong(where);
    }
    // Without a hole the file still holds the text as it is.
    if (from === 0) return { ...template, value: text };
    add(text.slice(from), text.length, "written");
    const made = new Substitution(pieces);
    if (missing !== undefined) return { ...missing, placeholder: shortened(text), made };
    return this.#made(made, where);
  }

  #hole(name: string, extra: Node | undefined, where: Span): Resolved {
    const own = member(extra, name);
    if (own !== undefined) return this.resolve(own);
    return name.includes(".") ? this.#attributeOf(name, where) : this.#reference(name, where);
  }

  #join(argument: Node, where: Span): Resolved {
    if (argument.kind !== "list" || argument.items.length !== 2) return misused(where, "Fn::Join");
    const separator = this.resolve(argument.items[0]!);
    const list = this.resolve(argument.items[1]!);
    if (separator.kind === "unknown") return separator;
    if (list.kind === "unknown") return list;
    if (separator.kind !== "scalar" || list.kind !== "list") return misused(where, "Fn::Join");
    const pieces: Piece[] = [];
    let length = 0;
    let missing: Unknown | undefined;
    for (const item of list.items) {
      const value = this.resolve(item);
      if (value.kind === "none") continue;
      if (value.kind !== "scalar" && value.kind !== "unknown") return misused(where, "Fn::Join");
      if (value.kind === "unknown") missing ??= value;
      const text = value.kind === "scalar" ? value.text : value.placeholder;
      length += text.length + separator.text.length;
      if (length > TEXT_LIMIT) return tooLong(where);
      if (pieces.length > 0) pieces.push({ text: separator.text, kind: "whole", where });
      const places = value === item && value.kind === "scalar" ? value.offsets : undefined;
      const from = places === undefined ? undefined : { places, span: span(0, text.length) };
      pieces.push({ text, kind: value === item ? "written" : "hole", from, where: item.span });
    }
    const made = new Substitution(pieces);
    if (missing !== undefined) return { ...missing, span: where, placeholder: shortened(made.text), made };
    return this.#made(made, where);
  }

  #select(argument: Node, where: Span): Resolved {
    if (argument.kind !== "list" || argument.items.length !== 2) return misused(where, "Fn::Select");
    const index = this.resolve(argument.items[0]!);
    const list = this.resolve(argument.items[1]!);
    if (index.kind === "unknown") return index;
    if (list.kind === "unknown") return list;
    if (index.kind !== "scalar" || list.kind !== "list") return misused(where, "Fn::Select");
    const item = list.items[Number(index.text)];
    if (item === undefined) return unknown(where, "Fn::Select", `the list has no item ${index.text}`);
    return { ...this.resolve(item), span: where };
  }

  #split(argument: Node, where: Span): Resolved {
    if (argument.kind !== "list" || argument.items.length !== 2) return misused(where, "Fn::Split");
    const separator = this.resolve(argument.items[0]!);
    const text = this.resolve(argument.items[1]!);
    if (text.kind === "unknown") return text;
    if (separator.kind !== "scalar" || text.kind !== "scalar" || separator.text === "")
      return misused(where, "Fn::Split");
    const counted = this.#scalar(text.text, where);
    return counted.kind === "scalar" ? listOf(text.text.split(separator.text), where) : counted;
  }

  #findInMap(argument: Node, where: Span): Resolved {
    if (argument.kind !== "list" || argument.items.length < 3) return misused(where, "Fn::FindInMap");
    let node: Node | undefined = this.#declared.mappings;
    const keys: string[] = [];
    for (const item of argument.items.slice(0, 3)) {
      const key = this.resolve(item);
      if (key.kind === "unknown") return key;
      if (key.kind !== "scalar") return misused(where, "Fn::FindInMap");
      keys.push(key.text);
      node = member(node, key.text);
    }
    const fallback = member(argument.items[3], "DefaultValue");
    if (node === undefined && fallback !== undefined) return this.resolve(fallback);
    if (node === undefined) return unknown(where, "Fn::FindInMap", `the mappings hold no ${keys.join(" / ")}`);
    return { ...this.resolve(node), span: where };
  }

  #choose(argument: Node, where: Span): Resolved {
    if (argument.kind !== "list" || argument.items.length !== 3) return misused(where, "Fn::If");
    const [name, yes, no] = argument.items;
    if (name?.kind !== "scalar") return misused(where, "Fn::If");
    const truth = this.condition(name.text, where);
    if (typeof truth !== "boolean") return truth;
    return this.resolve((truth ? yes : no)!);
  }

  #attribute(argument: Node, where: Span): Resolved {
    if (argument.kind === "scalar") return this.#attributeOf(argument.text, where);
    if (argument.kind !== "list") return misused(where, "Fn::GetAtt");
    const names = argument.items.map((item) => (item.kind === "scalar" ? item.text : "…"));
    return this.#attributeOf(names.join("."), where);
  }

  /** The ARN of an alarm follows from its name [D]; no other attribute is worked out. */
  #attributeOf(name: string, where: Span): Resolved {
    const resource = name.split(".", 1)[0]!;
    const node = member(this.#declared.resources, resource);
    if (node === undefined || name !== `${resource}.Arn` || !ALARMS.includes(typeOf(node))) {
      return unknown(where, name, `the attribute ${name} is known only once the stack is deployed`);
    }
    const alarm = this.#deeper(where, () => this.#physicalId(resource, node, where));
    if (alarm.kind !== "scalar") return alarm;
    const { "AWS::Region": region = "", "AWS::AccountId": accountId = "" } = this.#declared.pseudo;
    return this.#scalar(writeAlarmArn({ region, accountId, name: alarm.text }), where);
  }

  #truth(node: Node): Truth {
    const call = callOf(node);
    if (call === undefined) return misused(node.span, "a condition");
    const { name, argument } = call;
    if (name === "Condition") {
      return argument.kind === "scalar" ? this.condition(argument.text, node.span) : misused(node.span, name);
    }
    const parts = argument.kind === "list" ? argument.items : [];
    if (name === "Fn::Equals" && parts.length === 2) return this.#equal(parts[0]!, parts[1]!);
    if (name === "Fn::Not" && parts.length === 1) {
      const truth = this.#truth(parts[0]!);
      return typeof truth === "boolean" ? !truth : truth;
    }
    if (name === "Fn::And" || name === "Fn::Or") {
      // One part can decide alone, whatever the unknown ones are.
      const deciding = name === "Fn::Or";
      const truths = parts.map((part) => this.#truth(part));
      if (truths.includes(deciding)) return deciding;
      return truths.find((truth) => typeof truth !== "boolean") ?? !deciding;
    }
    return unknown(node.span, name, `tocsin does not work out ${name}`);
  }

  #equal(a: Node, b: Node): Truth {
    const left = this.#compared(a);
    const right = this.#compared(b);
    if (left.kind === "unknown") return left;
    if (right.kind === "unknown") return right;
    if (left.kind !== "scalar" || right.kind !== "scalar") return misused(a.span, "Fn::Equals");
    return left.text === right.text;
  }

  /** A side of a comparison: a parameter has the value of the present world. */
  #compared(node: Node): Resolved {
    const name = referenceIn(node);
    const value = name === undefined ? undefined : this.#declared.worlds?.valueOf(name);
    return value === undefined ? this.resolve(node) : scalar(value, node.span);
  }

  #made(made: Substitution, where: Span): Resolved {
    const scalar = this.#scalar(made.text, where);
    return scalar.kind === "scalar" ? { ...scalar, offsets: made, made } : scalar;
  }

  #scalar(text: string, where: Span): Resolved {
    this.#size += text.length;
    return text.length > TEXT_LIMIT || this.#size > TOTAL_LIMIT ? tooLong(where) : scalar(text, where);
  }
}

/** A call in either spelling: the short tag, or a map whose only key is the function's long name. */
function callOf(node: Node): { name: string; argument: Node } | undefined {
  if (node.kind === "call") return node;
  if (node.kind !== "map" || node.entries.length !== 1) return undefined;
  const { key, value } = node.entries[0]!;
  return key === "Ref" || key === "Condition" || key.startsWith("Fn::") ? { name: key, argument: value } : undefined;
}

function scalar(text: string, where: Span): ScalarNode {
  return { kind: "scalar", span: where, value: text, text };
}

function listOf(texts: readonly string[], where: Span): Resolved {
  return { kind: "list", span: where, items: texts.map((text) => scalar(text, where)) };
}

function typeOf(resource: Node | undefined): string {
  const type = member(resource, "Type");
  return type?.kind === "scalar" ? type.text : "";
}

function unknown(where: Span, what: string, why: string): Unknown {
  return { kind: "unknown", span: where, placeholder: `\${${what}}`, why };
}

function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function misused(where: Span, name: string): Unknown {
  return unknown(where, name, `${name} is not given what it takes`);
}

function tooLong(where: Span): Unknown {
  return unknown(where, "…", `it is longer than ${TEXT_LIMIT} characters`);
}
