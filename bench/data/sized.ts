// Holds: JSON events of a wanted size, from 200 bytes to the quarter of a megabyte that the service takes.
// In: random choices, a size. Out: lines of that size, give or take a member.
// Always: one in fifty is an error of the checkout; what is looked for stands first and last; the rest is a mixture of texts, numbers
//   and lists.

import type { Random } from "../../examples/random.ts";

export function sizedLines(random: Random, size: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => sizedLine(random, size, index));
}

function sizedLine(random: Random, size: number, index: number): string {
  const isError = random.chance(0.02);
  const first = `{"level":"${isError ? "error" : "info"}","id":${index},"time":"2024-05-02T10:00:00Z","context":[`;
  const last = `],"service":"${random.pick(["checkout", "basket", "search"])}"}`;
  let text = first;
  for (let left = size - first.length - last.length; left > 0; ) {
    const member = `${text.length > first.length ? "," : ""}${element(random)}`;
    text += member;
    left -= member.length;
  }
  return text + last;
}

function element(random: Random): string {
  return JSON.stringify({
    key: random.text(8, "abcdefghijklmnopqrstuvwxyz"),
    value: random.chance(0.5) ? random.int(0, 1_000_000) : random.hex(random.int(8, 60)),
    flags: random.chance(0.3) ? [true, null, random.int(0, 9) / 10] : undefined,
  });
}
