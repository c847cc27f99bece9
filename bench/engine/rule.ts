// Holds: rules in great numbers: two equalities, a text with two wildcards, or a range of numbers each.
// In: random choices, events to take values from. Out: rules, each as a pattern and as a closure.
// Always: `equalities` and `wildcards` choose among all values there are, each as likely as the next, as if from a list of names;
//   `frequent` takes the values of whole events, so that common ones come often and an event matches many rules. Part of
//   the rules ask for a value that no event has.

import type { Random } from "../../examples/random.ts";
import type { Trail } from "./question.ts";

export interface Rule {
  readonly pattern: string;
  readonly closure: (event: Trail) => boolean;
  /** For equalities: what an index would file it under. */
  readonly first?: { readonly place: number; readonly value: string };
}

export const KINDS = ["equalities", "frequent", "wildcards", "ranges"] as const;
export type Kind = (typeof KINDS)[number];

export interface Place {
  readonly selector: string;
  readonly get: (event: Trail) => unknown;
}

/** Where rules look. The first ones tell events apart. */
export const PLACES: readonly Place[] = [
  { selector: "$.eventName", get: (event) => event.eventName },
  { selector: "$.sourceIPAddress", get: (event) => event.sourceIPAddress },
  { selector: "$.userIdentity.arn", get: (event) => event.userIdentity?.arn },
  { selector: "$.errorCode", get: (event) => event.errorCode },
  { selector: "$.requestParameters.bucketName", get: (event) => event.requestParameters?.bucketName },
  { selector: "$.userIdentity.userName", get: (event) => event.userIdentity?.userName },
  { selector: "$.eventSource", get: (event) => event.eventSource },
  { selector: "$.userAgent", get: (event) => event.userAgent },
  { selector: "$.awsRegion", get: (event) => event.awsRegion },
  { selector: "$.userIdentity.type", get: (event) => event.userIdentity?.type },
];
const TELLING = 5;
/** The places whose values differ in more than their last figures. */
const MANIFOLD = [0, 3, 4];
/** Texts that stand in a quoted pattern as they are, and are no numbers. */
const PLAIN = /^(?=.*[A-Za-z.])[A-Za-z0-9 .:/@_-]{4,80}$/;
const MADE_UP = 0.5;
const MADE_UP_FREQUENT = 0.8;

/** What rules can ask for. */
interface Vocabulary {
  readonly events: readonly Trail[];
  /** The distinct texts at each place. */
  readonly texts: readonly (readonly string[])[];
  /** All numbers, ascending. */
  readonly numbers: readonly number[];
}

export function rulesOf(kind: Kind, random: Random, events: readonly Trail[], count: number): readonly Rule[] {
  const make = { equalities: equalitiesRule, frequent: frequentRule, wildcards: wildcardRule, ranges: rangeRule }[kind];
  const vocabulary: Vocabulary = {
    events,
    texts: PLACES.map(({ get }) => distinct(events.map(get))),
    numbers: numbersOf(events),
  };
  const rules: Rule[] = [];
  for (let tries = 0; rules.length < count && tries < count * 100; tries++) {
    const rule = make(random, vocabulary);
    if (rule !== undefined) rules.push(rule);
  }
  return rules;
}

function equalitiesRule(random: Random, { texts }: Vocabulary): Rule | undefined {
  const place = random.int(0, TELLING - 1);
  const other = random.int(0, PLACES.length - 1);
  if (place === other || texts[place]!.length === 0 || texts[other]!.length === 0) return undefined;
  const second = maybeMadeUp(random, random.pick(texts[other]!), MADE_UP);
  return bothEqual(place, random.pick(texts[place]!), other, second);
}

function frequentRule(random: Random, { events }: Vocabulary): Rule | undefined {
  const event = random.pick(events);
  const place = random.int(0, TELLING - 1);
  const other = random.int(0, PLACES.length - 1);
  const [first, second] = [PLACES[place]!.get(event), PLACES[other]!.get(event)];
  if (place === other || !isPlain(first) || !isPlain(second)) return undefined;
  return bothEqual(place, first, other, maybeMadeUp(random, second, MADE_UP_FREQUENT));
}

function maybeMadeUp(random: Random, value: string, probability: number): string {
  return random.chance(probability) ? `${value}${random.int(1000, 9999)}` : value;
}

function bothEqual(place: number, first: string, other: number, second: string): Rule {
  const [a, b] = [PLACES[place]!, PLACES[other]!];
  return {
    pattern: `{ ${a.selector} = "${first}" && ${b.selector} = "${second}" }`,
    closure: (one) => a.get(one) === first && b.get(one) === second,
    first: { place, value: first },
  };
}

/** A piece anywhere; or a beginning, and a piece anywhere after it. */
function wildcardRule(random: Random, { texts }: Vocabulary): Rule | undefined {
  const place = random.pick(MANIFOLD);
  const { selector, get } = PLACES[place]!;
  const value = texts[place]!.length === 0 ? "" : random.pick(texts[place]!);
  if (value.length < 8) return undefined;
  // Beginnings are what many values share; a piece of the second half tells them apart.
  const from = random.int(Math.floor(value.length / 2), value.length - 4);
  const found = value.slice(from, from + random.int(4, 7));
  const piece = random.chance(MADE_UP) ? `${found}${random.text(2, "BCDFGHJKLMNPQRSTVWXZ")}` : found;
  if (random.chance(0.5)) {
    const closure = (one: Trail): boolean => {
      const text = get(one);
      return typeof text === "string" && text.includes(piece);
    };
    return { pattern: `{ ${selector} = "*${piece}*" }`, closure };
  }
  const beginning = value.slice(0, 3);
  const closure = (one: Trail): boolean => {
    const text = get(one);
    return typeof text === "string" && text.startsWith(beginning) && text.includes(piece, beginning.length);
  };
  return { pattern: `{ ${selector} = "${beginning}*${piece}*" }`, closure };
}

/** A range that one in two hundred of the numbers falls into; ranges overlap. */
function rangeRule(random: Random, { numbers }: Vocabulary): Rule | undefined {
  if (numbers.length === 0) return undefined;
  const at = random.int(0, numbers.length - 1);
  const low = numbers[at]!;
  const high = Math.max(low + 1, numbers[Math.min(numbers.length - 1, at + Math.ceil(numbers.length / 200))]!);
  const selector = "$.additionalEventData.bytesTransferredOut";
  return {
    pattern: `{ ${selector} >= ${low} && ${selector} < ${high} }`,
    closure: ({ additionalEventData }) => {
      const value = additionalEventData?.bytesTransferredOut;
      return typeof value === "number" && value >= low && value < high;
    },
  };
}

function numbersOf(events: readonly Trail[]): readonly number[] {
  return events
    .map((event) => event.additionalEventData?.bytesTransferredOut)
    .filter((value) => typeof value === "number")
    .sort((a, b) => a - b);
}

function distinct(values: readonly unknown[]): readonly string[] {
  return [...new Set(values.filter(isPlain))];
}

function isPlain(value: unknown): value is string {
  return typeof value === "string" && PLAIN.test(value);
}
