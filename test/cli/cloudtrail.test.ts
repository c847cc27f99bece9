import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { drive } from "./drive.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DATA = join(process.env.TOCSIN_DATA ?? join(ROOT, "../shared/data"), "cloudtrail.ndjson");
const EXAMPLE = join(ROOT, "examples/authorization-failures.yaml");
const there = existsSync(DATA);

describe.skipIf(!there)(
  `real CloudTrail records${there ? "" : " (skipped: set TOCSIN_DATA to a folder with cloudtrail.ndjson)"}`,
  () => {
    test("the summary of a replay agrees with an independent count", async () => {
      // The independent count: every line, the two conditions in plain words, minutes by the text of eventTime.
      let [events, byCode, byTerm] = [0, 0, 0];
      const minutes = new Map<string, number>();
      for (const line of readFileSync(DATA, "utf8").split("\n").filter(Boolean)) {
        const { errorCode = "", eventTime } = JSON.parse(line);
        events++;
        if (line.includes("AccessDenied") || line.includes("UnauthorizedOperation")) byTerm++;
        if (!errorCode.endsWith("UnauthorizedOperation") && !errorCode.startsWith("AccessDenied")) continue;
        byCode++;
        minutes.set(eventTime.slice(0, 16), (minutes.get(eventTime.slice(0, 16)) ?? 0) + 1);
      }
      const sums = [...minutes.values()];

      const { code, out, err } = await drive(["replay", EXAMPLE, DATA, "--json"]);
      expect(err).toBe("");
      expect(code).toBe(0);
      const outputs = out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
      const summary = outputs.at(-1);
      expect(byCode).toBeGreaterThan(0);
      expect(summary.events).toBe(events);
      expect(summary.filters.map((f: { matches: number }) => f.matches)).toEqual([byCode, byTerm]);
      const metric = summary.metrics.find((m: { MetricName: string }) => m.MetricName === "AuthorizationFailureCount");
      expect(metric).toMatchObject({ minutes: minutes.size, SampleCount: byCode, Sum: byCode, Minimum: 1, Maximum: 1 });

      // Every minute with more than one refused call is in some ALARM of the alarm, none with fewer starts one.
      const alarms = outputs.filter((o) => o.AlarmName === "AuthorizationFailureCount" && o.NewStateValue === "ALARM");
      const starts = alarms.map((o) => new Date(Date.parse(o.StateChangeTime.replace("+0000", "Z")) - 60_000));
      for (const start of starts) expect(minutes.get(start.toISOString().slice(0, 16))).toBeGreaterThan(1);
      expect(alarms.length > 0).toBe(sums.some((sum) => sum > 1));
    });
  },
);
