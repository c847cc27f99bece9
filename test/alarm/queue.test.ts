// A queue that gives back the least first, against a list that is sorted anew each time.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { Queue } from "../../src/alarm/queue.ts";

const less = (a: number, b: number): boolean => a < b;

describe("a queue", () => {
  test("has nothing to give when it is empty, again and again", () => {
    const queue = new Queue<number>(less);
    expect([queue.first(), queue.take(), queue.take()]).toEqual([undefined, undefined, undefined]);
    queue.add(1);
    expect([queue.take(), queue.take(), queue.first()]).toEqual([1, undefined, undefined]);
  });

  // A number is added, nothing is a taking.
  property.prop([fc.array(fc.option(fc.integer({ min: -9, max: 9 }), { freq: 3 }), { maxLength: 200 })])(
    "gives what a sorted list does, whatever is added in between",
    (steps) => {
      const queue = new Queue<number>(less);
      let list: number[] = [];
      for (const step of steps) {
        if (step === null) expect(queue.take()).toBe(list.shift());
        else {
          queue.add(step);
          list = [...list, step].sort((a, b) => a - b);
        }
        expect(queue.first()).toBe(list[0]);
      }
      expect(Array.from(list, () => queue.take())).toEqual(list);
      expect(queue.take()).toBeUndefined();
    },
  );

  test("compares as often as the logarithm of its length for each thing", () => {
    let compared = 0;
    const queue = new Queue<number>((a, b) => {
      compared++;
      return a < b;
    });
    const count = 1 << 14;
    for (let i = 0; i < count; i++) queue.add((i * 7919) % count);
    for (let i = 0; i < count; i++) expect(queue.take()).toBe(i);
    expect(compared).toBeLessThan(count * 14 * 3);
  });
});
