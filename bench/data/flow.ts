// Holds: VPC flow logs, version 2.
// In: random choices. Out: lines of fourteen fields between blanks.
// Always: addresses are of the ranges kept for documentation; about 2 in 100 records are of refused ssh connections.

import { ACCOUNT } from "../../examples/calls.ts";
import type { Random } from "../../examples/random.ts";

const PORTS = [
  { port: 443, weight: 60 },
  { port: 80, weight: 15 },
  { port: 22, weight: 5 },
  { port: 3389, weight: 4 },
  { port: 53, weight: 10 },
  { port: 8545, weight: 6 },
];
const START = Date.UTC(2024, 4, 2, 10) / 1000;

export function flowLines(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const source = `203.0.113.${random.int(1, 254)}`;
    const { port } = random.weighted(PORTS);
    const packets = random.int(1, 400);
    const from = START + Math.floor(index / 20);
    const action = random.chance(port === 22 || port === 3389 ? 0.4 : 0.02) ? "REJECT" : "ACCEPT";
    return (
      `2 ${ACCOUNT} eni-${random.hex(8)} ${source} 192.0.2.${random.int(1, 254)} ${random.int(1024, 65_535)} ${port} ` +
      `${port === 53 ? 17 : 6} ${packets} ${packets * random.int(40, 1500)} ${from} ${from + 60} ${action} OK`
    );
  });
}
