import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { Crew, type OwnMember, type TaskTraits } from "../../src/cli/crew.ts";
import { jobsFor } from "../../src/cli/jobs.ts";
import { drive, folder } from "./drive.ts";

const files = folder();
const record = (n: number) => ({
  eventTime: "2014-11-05T19:11:02Z",
  eventName: `Event${n}`,
  errorCode: n % 3 === 0 ? "AccessDenied" : "ok",
});
const exported = (n: number) => JSON.stringify({ timestamp: 1_415_214_778_000 + n, message: `ERROR ${n}\nmore` });
const many = (make: (n: number) => string, count: number) => Array.from({ length: count }, (_, n) => make(n));

mkdirSync(join(files.path, "in/CloudTrail-Digest"), { recursive: true });
const gzipped = gzipSync(many((n) => `ERROR ${n} ${"x".repeat(n % 90)}\n`, 3000).join(""));
files.file("in/a.log", "ERROR one\r\n\r\nfine\n\nERROR two");
files.file("in/b.log.gz", gzipped);
files.file("in/c-cut.gz", gzipped.subarray(0, gzipped.length - 100));
files.file("in/CloudTrail-Digest/d.json", "{}");
files.file("in/e-digest.json", JSON.stringify({ awsAccountId: "1", digestS3Bucket: "b", logFiles: [] }));
files.file("in/f.json", JSON.stringify({ Records: many(String, 40).map((n) => record(Number(n))) }));
files.file(
  "in/g.json.gz",
  gzipSync(`{"Records":[${JSON.stringify(record(3))},{"a":},[1],${JSON.stringify(record(6))}`),
);
files.file("in/h.ndjson", `${many((n) => JSON.stringify(record(n)), 30).join("\n")}\n{"errorCode":"AccessDen\n`);
files.file("in/i-exported.ndjson", many(exported, 20).join("\n"));
files.file("in/j-binary", Buffer.from([1, 0, 2]));
files.file("in/k.log", Buffer.from("\xef\xbb\xbfERROR \xff\nERROR é\n", "latin1"));
files.file("in/l-empty", "");
files.file("in/m-long.log", `ERROR a\n${"ERROR ".repeat(200_000)}\nERROR b\n`);
files.file("in/n-pretty.json", '{\n  "a": 1\n}\n');
for (let n = 0; n < 60; n++) files.file(`in/z${n}.log`, `ERROR ${n}\n`);
/** Read in ranges. */
const large = files.file(
  "large.log",
  many((n) => `${n % 7 ? "" : "ERROR "}${n} ${"y".repeat(200)}\r\n`, 170_000).join(""),
);

const INPUTS = [join(files.path, "in"), "/no/such/file", "-", large, join(files.path, "in/a.log"), "/no/other"];

describe("tocsin match --jobs", () => {
  test.each([
    [["ERROR"]],
    [["--invert", "ERROR"]],
    [["--count", "ERROR"]],
    [["--count", "--invert", "ERROR"]],
    [["--json", '{ $.errorCode = "AccessDenied" }']],
    [['{ $.errorCode = "AccessDenied" }']],
    [["--max", "50", "ERROR"]],
    [["nothing-like-it"]],
  ])("prints and tells the same with any number: %j", async (args) => {
    const stdin = "ERROR from stdin\nfine\n";
    const one = await drive(["match", "--jobs", "1", ...args, ...INPUTS], { stdin });
    expect(one.err.includes("no such file")).toBe(!args.includes("--max"));
    const more = await drive(["match", "--jobs", "3", ...args, ...INPUTS], { stdin });
    expect(more.code).toBe(one.code);
    expect(more.err).toBe(one.err);
    // Not compared as texts: a difference between so long ones takes minutes to show.
    expect(more.out === one.out, `${more.out.length} and ${one.out.length} characters`).toBe(true);
  });

  test("stops at the event that is the last one wanted", async () => {
    const { out } = await drive(["match", "--jobs", "2", "--max", "3", "ERROR", large]);
    expect(out.split("\n").map((line) => line.slice(0, 8))).toEqual(["ERROR 0 ", "ERROR 7 ", "ERROR 14", ""]);
    const { out: counted } = await drive(["match", "--max", "3", "--count", "ERROR", large]);
    expect(counted).toBe("3\n");
  });

  test("refuses what is no number", async () => {
    const { code, err } = await drive(["match", "--jobs", "0", "ERROR", large]);
    expect([code, err]).toEqual([2, expect.stringContaining("--jobs takes a whole number from 1")]);
  });

  test("by default little is read by one", () => {
    expect(jobsFor([join(files.path, "in"), "-"], Number.POSITIVE_INFINITY, 1)).toBe(1);
    expect(jobsFor([large], 3, 1)).toBe(3);
  });
});

describe("tocsin replay --jobs", () => {
  const template = files.file(
    "template.json",
    JSON.stringify({
      metricFilters: [
        {
          filterPattern: '{ $.errorCode = "AccessDenied" }',
          metricTransformations: [
            { metricNamespace: "N", metricName: "Denied", metricValue: "0.1", defaultValue: 0.7 },
          ],
        },
        {
          filterPattern: "ERROR",
          metricTransformations: [{ metricNamespace: "N", metricName: "Errors", metricValue: "1" }],
        },
        {
          filterPattern: "{ $.n = * }",
          metricTransformations: [
            { metricNamespace: "N", metricName: "N", metricValue: "$.n", dimensions: { Kind: "$.kind" } },
          ],
        },
      ],
      metricAlarms: [
        {
          ...{ AlarmName: "errors", Namespace: "N", MetricName: "Errors", Statistic: "Sum", Period: 60 },
          ...{ EvaluationPeriods: 1, Threshold: 3, ComparisonOperator: "GreaterThanThreshold" },
        },
      ],
    }),
  );
  const timeOf = (n: number): string => new Date(Date.UTC(2014, 10, 5) + n * 250).toISOString();
  /** Both are read in ranges; traces begin some of them. */
  const json = files.file(
    "timed.ndjson",
    many((n) => `{"time":"${timeOf(n)}","n":${n / 7},"kind":"k${n % 3}","x":"${"y".repeat(200)}"}\n`, 135_000).join(""),
  );
  const text = files.file(
    "timed.log",
    many(
      (n) => `${timeOf(n)} ${n % 50 ? "INFO" : `ERROR${"\n\tat some.place".repeat(30)}`} ${"z".repeat(170)}\n`,
      175_000,
    ).join(""),
  );

  test.each([
    [[]],
    [["--json"]],
    [["--from", "2014-11-05T00:10:00Z", "--to", "2014-11-05T08:00:00Z", "--group", `app=${text}`]],
  ])("tells the same with any number: %j", async (args) => {
    const stdin = "2014-11-05T00:20:00Z ERROR from stdin\n";
    const paths = [...INPUTS, json, text];
    const one = await drive(["replay", "--jobs", "1", ...args, template, ...paths], { stdin });
    const more = await drive(["replay", "--jobs", "3", ...args, template, ...paths], { stdin });
    expect(more.code).toBe(one.code);
    expect(more.err).toBe(one.err);
    expect(more.out).toBe(one.out);
    expect(one.out).toContain("Errors");
  });
});

const traits: TaskTraits<number> = { isOurs: (task) => task < 0, weight: () => 1 / 4 };

/** The answers of workers that run this program. */
async function answers(
  program: string,
  tasks: readonly number[],
  count = 2,
  own?: OwnMember<object, number, unknown>,
): Promise<unknown[]> {
  const crew = new Crew<object, number, unknown>(new URL(`data:text/javascript,${encodeURIComponent(program)}`), count);
  try {
    const got: unknown[] = [];
    for await (const one of crew.run({}, tasks, traits, own)) got.push(one);
    return got;
  } finally {
    await crew.stop();
  }
}

const HEAD = `import { parentPort as port } from "node:worker_threads"; import { setTimeout } from "node:timers/promises";
port.on("message", async ({ kind, task }) => { if (kind === "task") await run(task); });`;

describe("a crew", () => {
  test("gives pieces in the order of the tasks, whoever is sooner", async () => {
    // One at a time, so that a worker answers in the order it was asked.
    const slow = `${HEAD} let last = Promise.resolve(); const run = (task) => (last = last.then(async () => {
      await setTimeout(task % 3 === 0 ? 20 : 0);
      port.postMessage({ kind: "piece", piece: task * 10, size: 0 });
      port.postMessage({ kind: "piece", piece: task * 10 + 1, size: 5 });
      port.postMessage({ kind: "over" }); }));`;
    const tasks = [0, 1, -1, 2, 3, 4, 5, -2, 6, 7, 8, 9];
    const wanted = tasks.flatMap((task) => [
      ...(task < 0
        ? []
        : [
            [task, task * 10],
            [task, task * 10 + 1],
          ]),
      [task, undefined],
    ]);
    expect(await answers(slow, tasks, 3)).toEqual(wanted);
  });

  test("has this thread for a member too", async () => {
    const worker = `${HEAD} const run = (task) => {
      port.postMessage({ kind: "piece", piece: ["worker", task], size: 0 });
      port.postMessage({ kind: "over" }); };`;
    const done: number[] = [];
    const own: OwnMember<object, number, unknown> = (answer) => {
      let last = Promise.resolve();
      return (message) => {
        if (message.kind !== "task") return;
        done.push(message.task);
        last = last.then(async () => {
          await answer({ kind: "piece", piece: ["own", message.task], size: 0 });
          await answer({ kind: "over" });
        });
      };
    };
    const tasks = Array.from({ length: 40 }, (_, n) => n);
    const got = (await answers(worker, tasks, 1, own)) as [number, [string, number] | undefined][];
    expect(got.map(([task, piece]) => [task, piece?.[1]])).toEqual(
      tasks.flatMap((n) => [
        [n, n],
        [n, undefined],
      ]),
    );
    const byOwn = got.flatMap(([task, piece]) => (piece?.[0] === "own" ? [task] : []));
    expect(byOwn).toEqual(done);
    expect(byOwn.length).toBeGreaterThan(3);
    expect(await answers(worker, tasks, 0, own)).toHaveLength(80);
  });

  test("says so when this thread fails", async () => {
    const own: OwnMember<object, number, unknown> = (answer) => (message) => {
      if (message.kind === "task") void answer({ kind: "failed", reason: "no luck" });
    };
    await expect(answers(HEAD, [1, 2], 0, own)).rejects.toThrow(/A worker failed \(no luck\)/);
  });

  test("has nothing to do without tasks", async () => {
    expect(await answers(HEAD, [])).toEqual([]);
  });

  test.each([
    ["throws", `${HEAD} const run = () => { throw new Error("no luck"); };`, /A worker failed \(no luck\); --jobs 1/],
    ["can't be loaded", `import "no-such-package";`, /A worker failed \(.*no-such-package/],
    ["ends", `${HEAD} const run = () => process.exit(3);`, /A worker failed \(it ended with code 3\)/],
  ])("of which one %s says so", async (_what, program, sentence) => {
    await expect(answers(program, [1, 2])).rejects.toThrow(sentence);
  });
});
