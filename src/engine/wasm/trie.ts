// Holds: the trie of paths: from a container's node to that of a member or element.
// In: a node, and a name in the event or an index. Out: a node; 0 when nobody asks for it.
// Always: a node knows when it was met last, so that a name that occurs twice is noticed.

import {
  HASH_A,
  HASH_B,
  NAME_SIZE,
  NODE_BELOW,
  NODE_BLOOM,
  NODE_EVERY,
  NODE_INDEXES,
  NODE_MASK,
  NODE_NAMES,
  NODE_SEEN,
} from "../layout";
import { same } from "./bytes";

/** Grows with every event and with every element below a wildcard. */
export let tick: u32 = 0;
export let eventStamp: u32 = 0;
export let elementStamp: u32 = 0;

/** Counts anew: a program has been loaded. */
export function restartTicks(): void {
  tick = 0;
}

@inline
export function nextEvent(): void {
  eventStamp = ++tick;
}

/** The node of the member whose name stands in [start, end). */
@inline
export function namedChild(node: usize, start: usize, end: usize): usize {
  const length: u32 = <u32>(end - start);
  const bit: u64 = (<u64>load<u8>(start) * 7 + <u64>length * 13 + <u64>load<u8>(end - 1) * 31) & 63;
  if (((load<u64>(node, NODE_BLOOM) >> bit) & 1) === 0) return 0;
  return lookUp(node, start, length);
}

function lookUp(node: usize, start: usize, length: u32): usize {
  const names: usize = load<u32>(node, NODE_NAMES);
  const mask = load<u32>(node, NODE_MASK);
  const hash = hashOf(start, length);
  let place = hash & mask;
  while (true) {
    const entry = names + place * NAME_SIZE;
    const child: usize = load<u32>(entry, 12);
    if (child === 0) return 0;
    if (load<u32>(entry) === hash && load<u32>(entry, 4) === length && same(start, load<u32>(entry, 8), length)) {
      return child;
    }
    place = (place + 1) & mask;
  }
}

/** By length, the first and the last four bytes. */
@inline
function hashOf(start: usize, length: u32): u32 {
  if (length < 4) {
    const few = load<u32>(start) & ((1 << (length << 3)) - 1);
    return spread((few * <u32>HASH_A) ^ (length * <u32>HASH_B));
  }
  return spread((load<u32>(start) * <u32>HASH_A) ^ ((load<u32>(start + length - 4) + length) * <u32>HASH_B));
}

@inline
function spread(hash: u32): u32 {
  return hash ^ (hash >> 15);
}

/** The node of an array's element. */
export function indexedChild(node: usize, index: u32): usize {
  const every: usize = load<u32>(node, NODE_EVERY);
  if (every !== 0) elementStamp = ++tick;
  const indexes: usize = load<u32>(node, NODE_INDEXES);
  if (indexes !== 0) {
    const count = load<u32>(indexes);
    for (let i: u32 = 0, entry = indexes + 4; i < count; i++, entry += 8) {
      if (load<u32>(entry) === index) return load<u32>(entry, 4);
    }
  }
  return every;
}

/** False when the node was met before in this event or, below a wildcard, in this element. */
@inline
export function meet(node: usize): bool {
  const stamp = load<u32>(node, NODE_BELOW) ? elementStamp : eventStamp;
  if (load<u32>(node, NODE_SEEN) === stamp) return false;
  store<u32>(node, stamp, NODE_SEEN);
  return true;
}
