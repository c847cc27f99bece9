// Holds: the cases of events from 200 bytes to 256 KB.
// In: a bench. Out: cases.
// Always: the same question at every size, over about the same number of bytes.

import { fill } from "../../data/lines.ts";
import { sizedLines } from "../../data/sized.ts";
import type { Bench } from "../bench.ts";
import { single } from "../build.ts";
import { byText, PARSE } from "../byhand.ts";
import type { Case } from "../contender.ts";

const SIZES: readonly number[] = [200, 1000, 4000, 16_000, 64_000, 256_000];
const PATTERN = '{ $.level = "error" && $.service = "checkout" }';
/** Distinct bytes. */
const MADE = 8_000_000;

interface Logged {
  readonly level?: string;
  readonly service?: string;
}

function isMeant(text: string): boolean {
  const event = JSON.parse(text) as Logged;
  return event.level === "error" && event.service === "checkout";
}

export function* sizeCases(bench: Bench): Iterable<Case> {
  for (const size of SIZES) {
    const lines = sizedLines(bench.random(), size, Math.ceil(Math.min(MADE, bench.size) / size));
    yield {
      group: "sizes",
      id: String(size),
      what: `events of ${size.toLocaleString("en")} bytes`,
      pattern: PATTERN,
      bytes: fill(lines, bench.size),
      contenders: [byText(PARSE, isMeant), single(bench.build, PATTERN)],
    };
  }
}
