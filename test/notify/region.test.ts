import { expect, test } from "vitest";
import { alarmArn } from "../../src/notify/change.ts";
import { mailDate } from "../../src/notify/dates.ts";
import { consoleHost, regionName, regionName2014 } from "../../src/notify/region.ts";

test("regions have the names that notifications print", () => {
  expect(["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1", "sa-east-1"].map(regionName)).toEqual([
    "US East (N. Virginia)",
    "US West (Oregon)",
    "EU (Ireland)",
    "Asia Pacific (Tokyo)",
    "South America (Sao Paulo)",
  ]);
});

test("regions of every partition have a name", () => {
  const codes = ["mx-central-1", "ap-southeast-7", "ap-east-2", "cn-northwest-1", "us-gov-east-1"];
  const isolated = ["us-iso-east-1", "us-isob-east-1", "us-isof-south-1", "eu-isoe-west-1", "eusc-de-east-1"];
  for (const code of [...codes, ...isolated]) expect(regionName(code)).not.toBe(code);
});

test("in 2014 they were area and place", () => {
  expect(["us-east-1", "us-west-2", "eu-west-1", "ap-northeast-1"].map(regionName2014)).toEqual([
    "US - N. Virginia",
    "US - Oregon",
    "EU - Ireland",
    "APAC - Tokyo",
  ]);
});

test("a region that nobody knows stands for itself", () => {
  for (const code of ["xx-new-9", "", "constructor"]) {
    expect(regionName(code)).toBe(code);
    expect(regionName2014(code)).toBe(code);
  }
});

test("other partitions have their own ARNs and consoles", () => {
  const arn = (region: string) => alarmArn({ alarm: { AlarmName: "a" }, region, accountId: "1" });
  expect(arn("cn-north-1")).toBe("arn:aws-cn:cloudwatch:cn-north-1:1:alarm:a");
  expect(arn("us-gov-west-1")).toBe("arn:aws-us-gov:cloudwatch:us-gov-west-1:1:alarm:a");
  expect(consoleHost("cn-north-1")).toBe("cn-north-1.console.amazonaws.cn");
});

test("a mail's date has English names and a day of two digits", () => {
  expect(mailDate(Date.UTC(2014, 10, 5, 19, 12, 58, 999))).toBe("Wednesday 05 November, 2014 19:12:58 UTC");
  expect(mailDate(Date.UTC(2026, 8, 14, 1, 2, 3))).toBe("Monday 14 September, 2026 01:02:03 UTC");
});
