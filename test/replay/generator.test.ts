import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cloudTrailDeliveries } from "../../examples/cloudtrail.ts";
import { type GenerateSummary, generate } from "../../examples/generate.ts";
import { Random } from "../../examples/random.ts";
import { readLogs, type SourceEvent } from "../../src/replay/sources/index.ts";

const MINUTE = 60_000;
const BURST = Date.UTC(2014, 10, 5, 19, 11);

let root: string;
let made: GenerateSummary;
const example = () => join(root, "example");
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "example-"));
  made = await generate(example());
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

function digestOf(folder: string): string {
  const hash = createHash("sha256");
  for (const file of filesUnder(folder)) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}

async function eventsUnder(path: string): Promise<readonly SourceEvent[]> {
  const events: SourceEvent[] = [];
  const onProblem = (problem: unknown) => expect(problem).toBeUndefined();
  for await (const event of readLogs([path], { onProblem })) events.push(event);
  return events;
}

interface Refusal {
  readonly minute: number;
  readonly region: string;
}

function refusalsOf(records: Iterable<Readonly<Record<string, unknown>>>): Refusal[] {
  return [...records]
    .filter((record) => ["AccessDenied", "Client.UnauthorizedOperation"].includes(String(record.errorCode)))
    .map((record) => ({
      minute: Math.floor(Date.parse(String(record.eventTime)) / MINUTE) * MINUTE,
      region: String(record.awsRegion),
    }));
}

describe("the example logs", () => {
  test("are the same for the same seed, byte by byte, and others for another", async () => {
    await generate(join(root, "again"));
    expect(digestOf(join(root, "again"))).toBe(digestOf(example()));
    expect(cloudTrailDeliveries(new Random(7))).toEqual(cloudTrailDeliveries(new Random(7)));
    expect(cloudTrailDeliveries(new Random(7))).not.toEqual(cloudTrailDeliveries(new Random(8)));
  });

  test("are read whole: no file has a problem, every event falls into the two days", async () => {
    const events = await eventsUnder(example());
    expect(events.length).toBeGreaterThan(made.records + 2000);
    for (const { timestamp } of events) {
      expect(timestamp).toBeGreaterThanOrEqual(Date.UTC(2014, 10, 4));
      expect(timestamp).toBeLessThan(Date.UTC(2014, 10, 6));
    }
  });

  test("hold CloudTrail deliveries of several regions, under the names CloudTrail gives them", async () => {
    const name =
      /^AWSLogs\/123456789012\/CloudTrail\/([a-z0-9-]+)\/2014\/11\/0[4-6]\/123456789012_CloudTrail_\1_2014110[4-6]T\d{4}Z_[A-Za-z0-9]{16}\.json\.gz$/;
    const deliveries = filesUnder(example()).filter((file) => file.startsWith("AWSLogs"));
    for (const file of deliveries) expect(file.replaceAll("\\", "/")).toMatch(name);
    expect(new Set(deliveries.map((file) => file.split(/[\\/]/)[3])).size).toBe(4);
    expect(deliveries).toHaveLength(made.files - 3);
    const events = await eventsUnder(join(example(), "AWSLogs"));
    expect(events).toHaveLength(made.records);
    expect(made.records).toBeGreaterThan(3000);
    expect(made.records).toBeLessThan(6000);
    expect(new Set(events.map((event) => JSON.parse(event.message).eventSource)).size).toBeGreaterThan(8);
  });

  test("hold records of calls made in the quarter of an hour before their delivery", () => {
    for (const file of filesUnder(example()).filter((f) => f.endsWith(".json.gz"))) {
      const [, day, time] = /_(\d{8})T(\d{4})Z_/.exec(file)!;
      const delivered = Date.UTC(2014, 10, Number(day!.slice(6)), Number(time!.slice(0, 2)), Number(time!.slice(2)));
      for (const record of JSON.parse(gunzipSync(readFileSync(join(example(), file))).toString()).Records) {
        const late = delivered - Date.parse(record.eventTime);
        expect(late).toBeGreaterThan(0);
        expect(late).toBeLessThanOrEqual(27 * MINUTE);
      }
    }
  });

  test("hold exactly three refused calls in the minute of the burst, in us-east-1, and at most one in any other minute", async () => {
    const events = await eventsUnder(join(example(), "AWSLogs"));
    const refusals = refusalsOf(events.map((event) => JSON.parse(event.message)));
    expect(refusals.filter(({ minute }) => minute === BURST)).toEqual(
      Array(3).fill({ minute: BURST, region: "us-east-1" }),
    );
    const others = refusals.filter(({ minute }) => minute !== BURST).map(({ minute }) => minute);
    expect(new Set(others).size).toBe(others.length);
    expect(others.length).toBeGreaterThan(10);
    expect(made).toMatchObject({ refused: refusals.length, burst: { minute: BURST, refused: 3 } });
  });

  test("keep these promises for every seed", () => {
    for (let seed = 0; seed < 12; seed++) {
      const records = cloudTrailDeliveries(new Random(seed * 7919)).flatMap((delivery) => delivery.records);
      const minutes = refusalsOf(records).map(({ minute }) => minute);
      expect(minutes.filter((minute) => minute === BURST)).toHaveLength(3);
      expect(new Set(minutes).size).toBe(minutes.length - 2);
    }
  });

  test("hold an application log with stack traces and an authentication log in syslog form", async () => {
    const app = await eventsUnder(join(example(), "app"));
    expect(app.filter((event) => event.message.includes(" ERROR ")).length).toBeGreaterThan(10);
    const trace = app.findIndex((event) => event.message.startsWith("\tat "));
    expect(app[trace]!.timestamp).toBe(app[trace - 1]!.timestamp);
    const auth = await eventsUnder(join(example(), "auth"));
    expect(auth.filter((event) => event.message.includes("Failed password")).length).toBeGreaterThan(100);
    expect(auth.every((event) => /^Nov {2}[45] \d\d:\d\d:\d\d bastion sshd\[\d+\]: /.test(event.message))).toBe(true);
  });
});
