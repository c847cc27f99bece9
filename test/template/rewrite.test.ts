// The law: the edited file is read again as the edited value, and nothing outside the text's own place has changed.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { Document, type Scalar } from "yaml";
import { readDocument } from "../../src/template/document.ts";
import type { Places } from "../../src/template/offsets.ts";
import { rewrite } from "../../src/template/rewrite.ts";
import { applyFix } from "../../src/text/fix.ts";
import { hcl } from "./hcl.ts";

function patternOf(
  text: string,
  name: string,
): { value: string; places: Places; place: { start: number; end: number } } {
  const { found } = readDocument(text, { name, hcl });
  const { filterPattern, origin } = found[0]!.request as {
    filterPattern?: string;
    origin: (typeof found)[0]["request"]["origin"];
  };
  const { offsets, span } = origin.memberSpans.filterPattern!;
  return { value: filterPattern!, places: offsets!, place: span };
}

const template = (pattern: unknown) => ({
  Resources: {
    A: { Type: "AWS::Logs::SubscriptionFilter", Properties: { FilterPattern: pattern, LogGroupName: "g" } },
  },
});

/** The ways to write a text, or nothing where a way can't. */
const WAYS: Readonly<Record<string, { name: string; write: (value: string) => string | undefined }>> = {
  ...Object.fromEntries(
    ["PLAIN", "QUOTE_SINGLE", "QUOTE_DOUBLE", "BLOCK_LITERAL", "BLOCK_FOLDED"].map((style) => [
      style,
      {
        name: "t.yaml",
        write: (value: string) => {
          const document = new Document(template(value));
          const path = ["Resources", "A", "Properties", "FilterPattern"];
          (document.getIn(path, true) as Scalar).type = style as Scalar.Type;
          return `${document.toString({ lineWidth: 40 })}# end\n`;
        },
      },
    ]),
  ),
  JSON: { name: "t.json", write: (value) => JSON.stringify(template(value), null, 2) },
  "HCL quotes": {
    name: "t.tf",
    write: (value) => {
      const source = JSON.stringify(value).replaceAll("${", "$${").replaceAll("%{", "%%{");
      return `resource "aws_cloudwatch_log_subscription_filter" "x" {\n  filter_pattern = ${source}\n}\n`;
    },
  },
  "HCL heredoc": {
    name: "t.tf",
    write: (value) => {
      if (value.includes("EOT")) return undefined;
      const source = `${value}\n`.replaceAll("${", "$${").replaceAll("%{", "%%{");
      return `resource "aws_cloudwatch_log_subscription_filter" "x" {\n  filter_pattern = <<EOT\n${source}EOT\n}\n`;
    },
  },
  "a file of its own": { name: "t.cwfilter", write: (value) => value },
};

const words = fc
  .array(fc.constantFrom("ERROR", "{", "$.a", "=", '"x"', "'", "\\", " ", " ", "é", "😀", "#", ":", "b:c"), {
    maxLength: 14,
  })
  .map((pieces) => `w${pieces.join("")}w`);
const put = fc.constantFrom("", "x", '"a-b"', "it's", "$", "{", ": ", " #", "\\", "é", "\n", '"', "IS NULL");

describe("an edit of a value, in its file", () => {
  for (const [way, { name, write }] of Object.entries(WAYS)) {
    property.prop([words, put, fc.nat(40), fc.nat(6)], { numRuns: 150 })(way, (value, text, at, length) => {
      const file = write(value);
      fc.pre(file !== undefined);
      const found = patternOf(file!, name);
      const start = Math.min(at, found.value.length);
      const edits = [{ span: { start, end: Math.min(start + length, found.value.length) }, text }];
      const rewritten = rewrite(found.places, edits);
      if (rewritten === undefined) return;
      const after = applyFix(file!, { title: "", edits: rewritten });
      expect(patternOf(after, name).value).toBe(applyFix(found.value, { title: "", edits }));
      expect(after.slice(0, found.place.start)).toBe(file!.slice(0, found.place.start));
      expect(after.endsWith(file!.slice(found.place.end))).toBe(true);
    });
  }

  const plain = (pattern: string) =>
    `Resources:\n  A:\n    Type: AWS::Logs::SubscriptionFilter\n    Properties:\n      FilterPattern: ${pattern}\n`;

  test.each([
    ["t.yaml", plain("a-b"), [0, 3], '"a-b"', "FilterPattern: '\"a-b\"'"],
    ["t.yaml", plain("a-b"), [1, 2], " -", "FilterPattern: a -b"],
    ["t.yaml", plain("'it''s a-b'"), [5, 8], "'", "FilterPattern: 'it''s '''"],
    ["t.yaml", plain('"{ $.a == \\"x\\" }"'), [6, 8], "=", 'FilterPattern: "{ $.a = \\"x\\" }"'],
    [
      "t.yaml",
      plain("|-\n        { $.a == 1 &&\n          $.b = 2 }"),
      [6, 8],
      "=",
      "{ $.a = 1 &&\n          $.b = 2 }",
    ],
    ["t.tf", WAYS["HCL quotes"]!.write('{ $.a == "x" }')!, [6, 8], "=", '"{ $.a = \\"x\\" }"'],
  ])("%s: %j", (name, file, [start, end], text, expected) => {
    const { places } = patternOf(file, name);
    const edits = rewrite(places, [{ span: { start: start!, end: end! }, text }]);
    expect(applyFix(file, { title: "", edits: edits! })).toContain(expected);
  });

  test("there is none where functions make the value", () => {
    const { found } = readDocument(plain("!Join ['', [a-b, c]]"), { name: "t.yaml" });
    const { offsets } = found[0]!.request.origin.memberSpans.filterPattern!;
    expect(rewrite(offsets!, [{ span: { start: 0, end: 1 }, text: "x" }])).toBeUndefined();
  });
});
