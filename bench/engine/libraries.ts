// Holds: the libraries people match objects with: sift, mingo, jsonata, json-rules-engine.
// In: a question. Out: contenders; one that is not installed says so.
// Always: each is used as its own pages say, compiled once; what it is given has been parsed by JSON.parse.

import { textsOf } from "../data/lines.ts";
import { byText } from "./byhand.ts";
import type { Absent, Contender } from "./contender.ts";
import type { Question } from "./question.ts";
import { reasonOf } from "./reason.ts";

export async function libraries(question: Question): Promise<readonly (Contender | Absent)[]> {
  return [
    await installed("sift", () => sift(question)),
    await installed("mingo", () => mingo(question)),
    await installed("jsonata", () => jsonata(question)),
    await installed("json-rules-engine", () => rules(question)),
  ];
}

async function installed(name: string, make: () => Promise<Contender>): Promise<Contender | Absent> {
  try {
    return await make();
  } catch (error) {
    return { name, reason: reasonOf(error) };
  }
}

async function sift({ query }: Question): Promise<Contender> {
  const { default: loaded } = await import("sift");
  const make = loaded as unknown as (query: unknown) => (event: unknown) => boolean;
  const test = make(query);
  return byText("sift", (text) => test(JSON.parse(text)));
}

async function mingo({ query }: Question): Promise<Contender> {
  const { Query } = await import("mingo");
  const compiled = new Query(query);
  return byText("mingo", (text) => compiled.test(JSON.parse(text)));
}

async function jsonata({ jsonata: source }: Question): Promise<Contender> {
  const { default: compile } = await import("jsonata");
  const expression = compile(source);
  return byPromise("jsonata", async (event) => (await expression.evaluate(event)) === true);
}

async function rules(question: Question): Promise<Contender> {
  const { Engine } = await import("json-rules-engine");
  const engine = new Engine([], { allowUndefinedFacts: true });
  const regexes = new Map<string, RegExp>();
  engine.addOperator("matches", (value: unknown, source: string) => {
    const regex = regexes.get(source) ?? new RegExp(source);
    regexes.set(source, regex);
    return typeof value === "string" && regex.test(value);
  });
  engine.addOperator("absent", (value: unknown, wanted: boolean) => (value === undefined) === wanted);
  engine.addRule({ conditions: question.rules, event: { type: "match" } });
  return byPromise("json-rules-engine", async (event) => {
    const { events } = await engine.run(event as Record<string, unknown>);
    return events.length > 0;
  });
}

/** Libraries that answer later: one event after the other. */
function byPromise(name: string, test: (event: unknown) => Promise<boolean>): Contender {
  return {
    name,
    prepare: (bytes) => ({
      run: async () => {
        let count = 0;
        for (const text of textsOf(bytes)) if (await test(JSON.parse(text))) count++;
        return count;
      },
    }),
  };
}
