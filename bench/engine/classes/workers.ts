// Holds: the cases of two workers against one.
// In: a bench. Out: cases.
// Always: workers are started before anything is timed; they read the same shared bytes, each its own half. Those of the command line
// are timed from the start of the process on, over a file that is large enough for that.

import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { Bench } from "../bench.ts";
import type { Absent, Case, Contender } from "../contender.ts";
import { script } from "../processes.ts";
import { questionOf } from "../question.ts";
import { jobs } from "./processes.ts";

export const ONE_JOB = "--jobs 1";
export const TWO_JOBS = "--jobs 2";

/** The file of the command line is so many times the one that other processes read. */
const TIMES = 8;

export function* workerCases(bench: Bench): Iterable<Case> {
  for (const id of ["or", "common"]) {
    const { what, pattern } = questionOf(id);
    const contenders = [workers(bench, "one worker", 1, pattern), workers(bench, "two workers", 2, pattern)];
    yield { group: "workers", id, what: `worker threads: ${what}`, pattern, bytes: bench.trail(), contenders };
  }
  const { bytes: part } = bench.trailFile();
  const bytes = Buffer.concat(Array.from({ length: TIMES }, () => part));
  const path = bench.path("large.ndjson");
  writeFileSync(path, bytes);
  const { what, pattern } = questionOf("common");
  const contenders = [jobs(bench, ONE_JOB, "1", pattern, path), jobs(bench, TWO_JOBS, "2", pattern, path)];
  yield {
    group: "workers",
    id: "jobs",
    what: `tocsin match on a file: ${what}`,
    pattern,
    bytes,
    contenders,
    isWhole: true,
  };
}

function workers({ build }: Bench, name: string, count: number, pattern: string): Contender | Absent {
  if (build.face.scanLines === undefined) return { name, reason: "this build has no scanLines" };
  const entry = pathToFileURL(build.entry).href;
  return {
    name,
    prepare: async (bytes) => {
      const shared = new SharedArrayBuffer(bytes.length);
      new Uint8Array(shared).set(bytes);
      const crew = partsOf(bytes, count).map(
        ([start, end]) => new Worker(script("worker.mjs"), { workerData: { entry, pattern, shared, start, end } }),
      );
      await Promise.all(crew.map((worker) => once(worker, "message")));
      return {
        run: async () => {
          const answers = crew.map((worker) => once(worker, "message"));
          for (const worker of crew) worker.postMessage("go");
          const counts = (await Promise.all(answers)) as number[][];
          return counts.reduce((sum, [counted]) => sum + counted!, 0);
        },
        close: async () => {
          await Promise.all(crew.map((worker) => worker.terminate()));
        },
      };
    },
  };
}

/** As many parts of whole lines, of about the same size. */
function partsOf(bytes: Uint8Array, count: number): readonly (readonly [start: number, end: number])[] {
  const ends = Array.from({ length: count }, (_, index) => {
    if (index === count - 1) return bytes.length;
    return bytes.indexOf(10, Math.floor((bytes.length * (index + 1)) / count)) + 1;
  });
  return ends.map((end, index) => [index === 0 ? 0 : ends[index - 1]!, end]);
}
