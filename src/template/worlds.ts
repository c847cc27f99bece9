// Holds: the worlds that a template may be deployed in: which value each parameter has that a condition compares.
// In: the conditions and parameters of a template. Out: one world after the other, as far as they differ for what was asked.
// Always: a world does not contradict itself; their number is bounded, and the first one takes the defaults.

import { member, type Node } from "./nodes.ts";

/** Most worlds that one resource is read in. */
const WORLD_LIMIT = 64;
/** Most values that are tried for one parameter. */
const VALUE_LIMIT = 8;
/** What no text of a template compares equal to. */
const OTHER = "\0";

/** One choice of a world: which of so many options was taken for what was asked. */
interface Choice {
  readonly options: number;
  taken: number;
}

/** Goes through worlds: each question has the same answer within one of them. */
export class Worlds {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  readonly #choices = new Map<string, Choice>();
  #count = 0;

  /** @param given parameters whose value is known. */
  constructor(conditions: Node | undefined, parameters: Node | undefined, given: Readonly<Record<string, string>>) {
    this.#values = comparedValues(conditions, parameters, given);
  }

  /** The value of a parameter in this world; undefined for one that no condition compares with a text. */
  valueOf(parameter: string): string | undefined {
    const values = this.#values.get(parameter);
    return values?.[this.#choose(`value ${parameter}`, values.length)];
  }

  /** Whether a condition holds here that nothing in the template decides. */
  holds(condition: string): boolean {
    return this.#choose(`condition ${condition}`, 2) === 0;
  }

  #choose(question: string, options: number): number {
    const choice = this.#choices.get(question);
    if (choice !== undefined) return choice.taken;
    this.#choices.set(question, { options, taken: 0 });
    return 0;
  }

  /** The next world for what has been asked so far; false when all were seen, and the first one is back. */
  next(): boolean {
    // Like an odometer: what was asked last changes first, and what follows it is asked anew.
    for (const [question, choice] of [...this.#choices].reverse()) {
      if (++choice.taken < choice.options) return ++this.#count < WORLD_LIMIT || this.#end();
      this.#choices.delete(question);
    }
    return this.#end();
  }

  #end(): false {
    this.#choices.clear();
    this.#count = 0;
    return false;
  }
}

/** For each parameter that a condition compares with a text: its default, those texts, and another one where that is allowed. */
function comparedValues(
  conditions: Node | undefined,
  parameters: Node | undefined,
  given: Readonly<Record<string, string>>,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const [name, text] of comparisons(conditions)) {
    if (Object.hasOwn(given, name)) continue;
    const values = found.get(name) ?? new Set(textsOf(member(member(parameters, name), "Default")));
    found.set(name, values.add(text));
  }
  return new Map(
    [...found].map(([name, values]) => {
      const allowed = textsOf(member(member(parameters, name), "AllowedValues"));
      const other = allowed.length === 0 ? OTHER : allowed.find((value) => !values.has(value));
      const possible = [...values].filter((value) => allowed.length === 0 || allowed.includes(value));
      return [name, [...possible.slice(0, VALUE_LIMIT - 1), ...(other === undefined ? [] : [other])]];
    }),
  );
}

/** The pairs of a parameter and a text that some `Fn::Equals` compares. */
function* comparisons(conditions: Node | undefined): Iterable<readonly [string, string]> {
  const open: Node[] = conditions === undefined ? [] : [conditions];
  const seen = new Set<Node>();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    // Aliases share nodes.
    if (seen.has(node)) continue;
    seen.add(node);
    const equals = node.kind === "call" && node.name === "Fn::Equals" ? node.argument : member(node, "Fn::Equals");
    if (equals?.kind === "list" && equals.items.length === 2) {
      const [a, b] = equals.items as [Node, Node];
      for (const [one, other] of [[a, b] as const, [b, a] as const]) {
        const name = referenceIn(one);
        if (name !== undefined && other.kind === "scalar") yield [name, other.text];
      }
    }
    if (node.kind === "call") open.push(node.argument);
    if (node.kind === "list") for (const item of node.items) open.push(item);
    if (node.kind === "map") for (const { value } of node.entries) open.push(value);
  }
}

/** The name in `!Ref name`. */
export function referenceIn(node: Node): string | undefined {
  if (node.kind === "map" && node.entries.length !== 1) return undefined;
  const name = node.kind === "call" && node.name === "Ref" ? node.argument : member(node, "Ref");
  return name?.kind === "scalar" ? name.text : undefined;
}

function textsOf(node: Node | undefined): readonly string[] {
  if (node?.kind === "list") return node.items.flatMap(textsOf);
  return node?.kind === "scalar" ? [node.text] : [];
}
