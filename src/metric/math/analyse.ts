// Holds: the meaning of an expression before there are data: its type, and what it refers to.
// In: a syntax tree, the types of the ids it may use. Out: its type; findings with spans.
// Always: a mistake makes its expression `unknown` and is told once; recursion is as deep as the tree, which `parse.ts` bounds.

import type { DiagnosticCode } from "../../text/catalogue.ts";
import { type Diagnostic, type DiagnosticExtras, diagnostic } from "../../text/diagnostic.ts";
import { nearest } from "../../text/nearest.ts";
import type { Span } from "../../text/span.ts";
import { type MathFunction, mathFunctions, type Parameter, REFUSED_FUNCTIONS } from "./functions.ts";
import { answered, idNotFound } from "./service.ts";
import {
  type ArrayNode,
  type CallNode,
  childrenOf,
  type MathExpression,
  type NegativeNode,
  type OperationNode,
} from "./tree.ts";
import { combined, described, type MathType, MOST_SERIES, SERIES, UNKNOWN } from "./types.ts";

/** What an expression may refer to. */
export interface MathScope {
  /** By Id; `unknown` for a query that has mistakes of its own. */
  readonly types: ReadonlyMap<string, MathType>;
  /** The ids of the metrics among them, in the order of the request. */
  readonly metrics: readonly string[];
  /** The Id of the query that the expression is of; the service's answer names it. */
  readonly id: string;
}

export interface AnalysedMath {
  readonly type: MathType;
  readonly findings: readonly Diagnostic[];
}

/** The type of an expression, and what is wrong with it. */
export function analyse(expression: MathExpression, scope: MathScope): AnalysedMath {
  const analysis = new Analysis(scope);
  return { type: analysis.typeOf(expression), findings: analysis.findings };
}

/** The ids that an expression needs, METRICS() included, each with a place where it is named. */
export function referencesOf(expression: MathExpression, metrics: readonly string[]): ReadonlyMap<string, Span> {
  const found = new Map<string, Span>();
  const visit = (node: MathExpression): void => {
    if (node.kind === "identifier") found.set(node.name, node.span);
    if (isMetricsCall(node)) for (const id of selectedMetrics(node, metrics)) found.set(id, node.span);
    childrenOf(node).forEach(visit);
  };
  visit(expression);
  return found;
}

function isMetricsCall(node: MathExpression): node is CallNode {
  return node.kind === "call" && node.name === "METRICS";
}

function selectedMetrics({ arguments: [text] }: CallNode, metrics: readonly string[]): readonly string[] {
  return text?.kind === "string" ? metrics.filter((id) => id.includes(text.text)) : metrics;
}

class Analysis {
  readonly findings: Diagnostic[] = [];
  readonly #scope: MathScope;

  constructor(scope: MathScope) {
    this.#scope = scope;
  }

  typeOf(node: MathExpression): MathType {
    switch (node.kind) {
      case "number":
        return { kind: "scalar", value: node.value };
      case "string":
        return { kind: "string", text: node.text };
      case "word":
        return { kind: "word", text: node.name };
      case "identifier":
        return this.#reference(node.name, node.span);
      case "array":
        return this.#array(node);
      case "negative":
        return this.#negative(node);
      case "operation":
        return this.#operation(node);
      case "call":
        return this.#call(node);
      default:
        return UNKNOWN;
    }
  }

  #report(code: DiagnosticCode, span: Span, message: string, extras: DiagnosticExtras = {}): MathType {
    this.findings.push(diagnostic(code, span, message, extras));
    return UNKNOWN;
  }

  #reference(name: string, span: Span): MathType {
    const { types } = this.#scope;
    const type = types.get(name);
    if (type !== undefined) return type;
    const meant = nearest(name, [...types.keys()]);
    const expected = meant === undefined ? [...types.keys()].slice(0, 20) : [meant];
    const finding = diagnostic("math-reference", span, `No query has the Id ${name}`, { expected });
    this.findings.push(answered(finding, this.#scope.id, idNotFound(name)));
    return UNKNOWN;
  }

  /** Arrays in arrays are one array [D: `[METRICS("4xx"), METRICS("5xx")]`]. */
  #array({ elements, span }: ArrayNode): MathType {
    let count: number | undefined = 0;
    for (const element of elements) {
      const type = this.typeOf(element);
      if (type.kind === "array")
        count = count === undefined || type.count === undefined ? undefined : count + type.count;
      else if (type.kind === "unknown") count = undefined;
      else if (type.kind === "series") count = count === undefined ? undefined : count + 1;
      else this.#wrongType(element, type, "An array holds time series", ["a time series"]);
    }
    if (count === undefined || count <= MOST_SERIES) return { kind: "array", count };
    return this.#report(
      "math-type",
      span,
      `An array holds at most ${MOST_SERIES} time series; this one has ${count.toLocaleString("en-US")}`,
    );
  }

  #negative({ operand, signs }: NegativeNode): MathType {
    const type = this.typeOf(operand);
    if (type.kind === "string" || type.kind === "word") return this.#notCalculable(operand, type);
    if (type.kind === "scalar" && type.value !== undefined)
      return { kind: "scalar", value: signs % 2 === 1 ? -type.value : type.value };
    return type.kind === "series" ? SERIES : type;
  }

  #operation({ operands, operators }: OperationNode): MathType {
    let type = this.typeOf(operands[0]!);
    if (type.kind === "string" || type.kind === "word") type = this.#notCalculable(operands[0]!, type);
    operators.forEach((operator, index) => {
      const operand = operands[index + 1]!;
      const next = this.typeOf(operand);
      if (next.kind === "string" || next.kind === "word") type = this.#notCalculable(operand, next);
      else
        type =
          combined(type, next) ??
          this.#report("math-type", operand.span, `${operator} does not take an array on both sides`, {
            expected: ["a time series", "a scalar number"],
          });
    });
    return type;
  }

  #notCalculable(node: MathExpression, type: MathType): MathType {
    if (type.kind === "word") return this.#word(node, type.text);
    return this.#wrongType(node, type, "Operators take numbers", ["a time series", "a scalar number"]);
  }

  /** A name in capitals where a value stands: an Id, or a call without parentheses. */
  #word(node: MathExpression, name: string): MathType {
    if (mathFunctions().has(name))
      return this.#report("math-type", node.span, `${name} is a function and needs its arguments`, {
        expected: [`${name}(…)`],
      });
    const meant = nearest(name, [...this.#scope.types.keys()]);
    return this.#report("math-reference", node.span, `An Id starts with a lower-case letter; ${name} is none`, {
      ...(meant !== undefined && { expected: [meant] }),
    });
  }

  #wrongType(node: MathExpression, type: MathType, rule: string, expected: readonly string[]): MathType {
    return this.#report("math-type", node.span, `${rule}; this is ${described(type)}`, { expected });
  }

  #call(node: CallNode): MathType {
    if (REFUSED_FUNCTIONS.includes(node.name)) return this.#refused(node);
    const declared = mathFunctions().get(node.name);
    // Parsing has told that there is no such function.
    if (declared === undefined) {
      for (const argument of node.arguments) this.typeOf(argument);
      return UNKNOWN;
    }
    const given = node.arguments.map((argument) => this.typeOf(argument));
    if (!this.#fits(node, declared, given)) return UNKNOWN;
    this.#warn(node, declared, given);
    if (node.name === "METRICS") return this.#metrics(node);
    if (given.some(({ kind }) => kind === "unknown")) return UNKNOWN;
    return declared.type(given);
  }

  #refused({ name, nameSpan }: CallNode): MathType {
    const message =
      name === "SEARCH" ? "SEARCH is not supported on Metric Alarms." : `tocsin does not evaluate alarms with ${name}`;
    return this.#report("math-not-supported", nameSpan, message);
  }

  /** METRICS() is documented to take nothing or a text; how many it gives is known from the request. */
  #metrics(node: CallNode): MathType {
    const { length } = selectedMetrics(node, this.#scope.metrics);
    if (length === 0)
      this.#report("math-empty", node.span, "No metric of the request has an Id that holds this text", {
        expected: this.#scope.metrics.slice(0, 20),
      });
    return { kind: "array", count: length };
  }

  #fits(node: CallNode, { parameters }: MathFunction, given: readonly MathType[]): boolean {
    const least = parameters.filter(({ optional }) => optional !== true).length;
    if (given.length < least || given.length > parameters.length) {
      const range = least === parameters.length ? `${least}` : `${least} to ${parameters.length}`;
      const many = range === "1" ? "1 argument" : `${range} arguments`;
      this.#report("math-type", node.span, `${node.name} takes ${many}, not ${given.length}`);
      return false;
    }
    const sound = given.map((type, i) => this.#fitsOne(node, i, type, parameters[i]!)).every(Boolean);
    if (!sound || node.name !== "IF") return sound;
    return this.#fitsIf(node, given);
  }

  #fitsOne(node: CallNode, index: number, type: MathType, parameter: Parameter): boolean {
    const { kinds, words = [] } = parameter;
    if (type.kind === "unknown") return true;
    if (type.kind === "word" ? words.includes(type.text) : kinds.some((kind) => isOfKind(type, kind))) return true;
    const argument = node.arguments[index]!;
    const expected = [...kinds.map((kind) => KINDS[kind]), ...words];
    if (type.kind === "word" && words.length === 0) this.#word(argument, type.text);
    else this.#wrongType(argument, type, `${node.name} takes ${expected.join(" or ")} here`, expected);
    return false;
  }

  /** With a scalar condition the values are series: the forms that are documented as the valid ones [D]. */
  #fitsIf(node: CallNode, [condition, ...values]: readonly MathType[]): boolean {
    if (condition?.kind !== "scalar") return true;
    const wrong = values.findIndex(({ kind }) => kind === "scalar");
    if (wrong < 0) return true;
    this.#wrongType(
      node.arguments[wrong + 1]!,
      values[wrong]!,
      "IF of a scalar condition chooses between time series",
      ["a time series", "TIME_SERIES(…)"],
    );
    return false;
  }

  /** What is documented as not advised in alarms. */
  #warn(node: CallNode, { dependsOnRange }: MathFunction, given: readonly MathType[]): void {
    if (dependsOnRange?.(given) === true)
      this.#report(
        "math-range",
        node.nameSpan,
        `${node.name} looks at every datapoint the alarm fetches, which are more than its evaluation periods`,
      );
    const filler = given[1];
    if (node.name === "FILL" && !(filler?.kind === "word" && filler.text === "LINEAR"))
      this.#report(
        "math-fill",
        node.nameSpan,
        "FILL gives a late or missing datapoint a value: the alarm never sees missing data",
      );
  }
}

const KINDS: Readonly<Record<Parameter["kinds"][number], string>> = {
  scalar: "a scalar number",
  series: "a time series",
  array: "an array of time series",
  string: "a text in quotes",
  metric: "the Id of a metric",
};

function isOfKind(type: MathType, kind: Parameter["kinds"][number]): boolean {
  return kind === "metric" ? type.kind === "series" && type.metric === true : type.kind === kind;
}
