// Holds: many patterns matched plainly, an event read once for all of them.
// In: analysed patterns with their tests; an event's text. Out: which of them match.
// Always: the same answers as each pattern's own plain matcher.

import type { AnalysedPattern, Condition, JsonPredicate } from "../pattern/analysed.ts";
import { compileCondition } from "./condition.ts";
import { compilePredicate } from "./json.ts";
import { type JsonNode, type Shape, scanEvent } from "./scan.ts";
import { shapeOf } from "./shape.ts";

export interface PlainPattern {
  readonly analysed: AnalysedPattern;
  readonly plain: (text: string) => boolean;
}

/** An event, asked about. */
export interface PlainEvent {
  matches(pattern: number): boolean;
}

export class PlainSet {
  readonly #tests: readonly ((text: string, event: () => JsonNode | undefined) => boolean)[];
  readonly #shape: Shape;

  constructor(patterns: readonly PlainPattern[]) {
    const conditions: Condition<JsonPredicate>[] = [];
    this.#tests = patterns.map(({ analysed, plain }) => {
      if (analysed.kind !== "json") return (text) => plain(text);
      conditions.push(analysed.condition);
      const test = compileCondition(analysed.condition, compilePredicate);
      return (_text, event) => {
        const node = event();
        return node !== undefined && test(node);
      };
    });
    this.#shape = shapeOf(conditions);
  }

  /** An event, read when the first JSON pattern asks for it. */
  event(text: string): PlainEvent {
    let read: { readonly node: JsonNode | undefined } | undefined;
    const node = (): JsonNode | undefined => {
      read ??= { node: scanEvent(text, this.#shape) };
      return read.node;
    };
    return { matches: (pattern) => this.#tests[pattern]!(text, node) };
  }

  match(text: string): number[] {
    const event = this.event(text);
    const found: number[] = [];
    for (let pattern = 0; pattern < this.#tests.length; pattern++) if (event.matches(pattern)) found.push(pattern);
    return found;
  }
}
