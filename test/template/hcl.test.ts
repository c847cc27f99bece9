// biome-ignore-all lint/suspicious/noTemplateCurlyInString: that is how Terraform writes its interpolations.
// The law: the value is the reference's, and each of its characters comes from the stretch of the file that alone gives it.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { readDocument } from "../../src/template/document.ts";
import type { Places } from "../../src/template/offsets.ts";
import { hclHeredoc, hclQuoted } from "../reference/hcl.ts";
import { hcl } from "./hcl.ts";

/** The pattern of a subscription filter, whose text the provider leaves as it is. */
function read(expression: string): {
  text: string;
  value: string | undefined;
  places: Places | undefined;
  open: boolean;
} {
  const text = `resource "aws_cloudwatch_log_subscription_filter" "x" {\n  filter_pattern = ${expression}\n}\n`;
  const { found, diagnostics } = readDocument(text, { name: "x.tf", hcl });
  expect(diagnostics, text).toEqual([]);
  const [one] = found;
  expect(one?.kind).toBe("pattern");
  const { filterPattern: value, origin } = one!.request as {
    filterPattern?: string;
    origin: (typeof one & object)["request"]["origin"];
  };
  const place = origin.memberSpans.filterPattern;
  return { text, value, places: place?.offsets ?? place?.made, open: origin.unresolved.includes("filterPattern") };
}

/** Every character is written by a stretch of its own, in order, and the reference reads that stretch as the character. */
function holds(expression: string, value: string, decode: (source: string) => string): void {
  const found = read(expression);
  expect(found.value, expression).toBe(value);
  let after = 0;
  for (let i = 0; i < value.length; i++) {
    const { start, end } = found.places!.spanOf({ start: i, end: i + 1 })!;
    const source = found.text.slice(start, end);
    expect(decode(source), JSON.stringify({ expression, i, source })).toContain(value[i]);
    // Characters that one escape writes come from it together; all others follow each other.
    if (start < after) expect(decode(source).length).toBeGreaterThan(1);
    after = end;
  }
}

const piece = fc.constantFrom(
  "ERROR",
  "$.a",
  " ",
  "  ",
  "=",
  "{",
  "}",
  "é",
  "😀",
  "$",
  "%",
  "#",
  "//",
  "'",
  "<<E",
  "x",
);
const escaped = fc.constantFrom("\\n", "\\t", '\\"', "\\\\", "\\u0041", "\\U0001F600", "$${x}", "%%{if}");

describe("texts of Terraform", () => {
  property.prop([fc.array(fc.oneof(piece, escaped), { maxLength: 20 })], { numRuns: 300 })("in quotes", (pieces) => {
    const inside = pieces.join("");
    fc.pre(!/(^|[^$])\$\{|(^|[^%])%\{|\$\$\$|%%%/.test(inside));
    holds(`"${inside}"`, hclQuoted(inside), hclQuoted);
  });

  const line = fc
    .tuple(fc.nat(4), fc.array(piece, { maxLength: 6 }))
    .map(([indent, words]) => " ".repeat(indent) + words.join(""));
  property.prop(
    [fc.array(line, { minLength: 1, maxLength: 6 }), fc.boolean(), fc.constantFrom("\n", "\r\n"), fc.nat(4)],
    {
      numRuns: 300,
    },
  )("as heredocs", (lines, flush, newline, indent) => {
    fc.pre(!/[$%]\{/.test(lines.join("\n")));
    const written = lines.map((one) => `${one}${newline}`);
    const source = `<<${flush ? "-" : ""}EOT${newline}${written.join("")}${flush ? " ".repeat(indent) : ""}EOT`;
    holds(source, hclHeredoc(written, flush), (text) => text);
  });

  test("a heredoc writes `${` as `$${`, and no backslash escapes anything", () => {
    const source = "<<EOT\na \\n $${x}\nEOT";
    holds(source, "a \\n ${x}\n", (text) => text.replace("$${", "${"));
  });

  test("an interpolation is a hole: all of it, braces inside it too", () => {
    const { open, places, text } = read('"{ $.a = ${lookup({ a = 1 }, "a")} }"');
    expect(open).toBe(true);
    const { start, end } = places!.spanOf({ start: 10, end: 12 })!;
    expect(text.slice(start, end)).toBe('${lookup({ a = 1 }, "a")}');
    expect(text.slice(places!.spanOf({ start: 2, end: 5 })!.start).slice(0, 3)).toBe("$.a");
  });

  test.each([
    ['trimspace(" x ")', "x"],
    ["chomp(<<EOT\nx\nEOT\n)", "x"],
    ['("x")', "x"],
    ["null", undefined],
    ["404", "404"],
  ])("%s is %j", (expression, value) => {
    expect(read(expression).value).toBe(value);
  });

  test.each(["var.x", "local.x", 'join("", ["a"])', 'a ? "b" : "c"', "each.value.pattern"])(
    "%s is not known",
    (expression) => {
      expect(read(expression).open).toBe(true);
    },
  );
});

describe("Terraform files", () => {
  const FILTER = (pattern: string) => `resource "aws_cloudwatch_log_metric_filter" "f" {
  pattern = ${pattern}
  metric_transformation {
    name      = "Errors"
    namespace = "App"
    value     = 1
    dimensions = { Host = "$.host" }
  }
}
`;

  test("a metric filter becomes a PutMetricFilter request; the provider trims its pattern", () => {
    const [one] = readDocument(FILTER("<<-EOT\n    { $.a = 1 }\n  EOT"), { name: "m.tf", hcl }).found;
    const { origin, ...request } = one!.request;
    expect(origin.logicalId).toBe("aws_cloudwatch_log_metric_filter.f");
    expect(request).toEqual({
      filterPattern: "{ $.a = 1 }",
      metricTransformations: [
        { metricName: "Errors", metricNamespace: "App", metricValue: "1", dimensions: { Host: "$.host" } },
      ],
    });
  });

  test("an alarm on queries and a suppressor become the API's members", () => {
    const text = `resource "aws_cloudwatch_metric_alarm" "a" {
  alarm_name = "a"
  dimensions = { Host = "h" }
  metric_query {
    id = "m1"
    metric {
      metric_name = "Errors"
      namespace   = "App"
      period      = 60
      stat        = "Sum"
      dimensions  = { Host = "h" }
    }
  }
  metric_query {
    id = "e1"
    expression = "m1 * 2"
    return_data = true
  }
}
resource "aws_cloudwatch_composite_alarm" "c" {
  alarm_name = "c"
  alarm_rule = "ALARM(a)"
  actions_suppressor {
    alarm = "a"
    wait_period = 10
    extension_period = 20
  }
}`;
    const { found, diagnostics } = readDocument(text, { name: "m.tf", hcl });
    expect(diagnostics).toEqual([]);
    expect(found.map(({ kind }) => kind)).toEqual(["metric-alarm", "composite-alarm"]);
    expect(found[0]!.request).toMatchObject({
      AlarmName: "a",
      Dimensions: [{ Name: "Host", Value: "h" }],
      Metrics: [
        {
          Id: "m1",
          ReturnData: false,
          MetricStat: {
            Metric: { MetricName: "Errors", Namespace: "App", Dimensions: [{ Name: "Host", Value: "h" }] },
            Period: 60,
            Stat: "Sum",
          },
        },
        // What is not told returns no data: the provider's default.
        { Id: "e1", Expression: "m1 * 2", ReturnData: true },
      ],
    });
    expect(found[1]!.request).toMatchObject({
      AlarmRule: "ALARM(a)",
      ActionsSuppressor: "a",
      ActionsSuppressorWaitPeriod: 10,
      ActionsSuppressorExtensionPeriod: 20,
    });
  });

  test("a mistake is told where it is, and the resources beside it are read", () => {
    const text = `${FILTER('"x"')}resource "a" "b" {\n  c = = 1\n}\n${FILTER('"y"')}`;
    const { found, diagnostics } = readDocument(text, { name: "m.tf", hcl });
    expect(found.map(({ request }) => (request as { filterPattern: string }).filterPattern)).toEqual(["x", "y"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["template-syntax"]);
    const at = diagnostics[0]!.span.start;
    expect(at).toBeGreaterThanOrEqual(text.indexOf("c = ="));
    expect(at).toBeLessThanOrEqual(text.indexOf("c = = 1") + 6);
  });

  test("a quote that is not closed is told where it opens", () => {
    const text = 'resource "a" "b" {\n  c = "x\n}\n';
    const [finding] = readDocument(text, { name: "m.tf", hcl }).diagnostics;
    expect(finding).toMatchObject({
      code: "template-syntax",
      span: { start: text.indexOf('"x'), end: text.indexOf('"x') + 1 },
    });
  });

  test("without the parser a file is told to be unread", () => {
    const { found, diagnostics } = readDocument(FILTER('"x"'), { name: "m.tf" });
    expect(found).toEqual([]);
    expect(diagnostics).toMatchObject([{ code: "template-terraform", severity: "error", span: { start: 0, end: 0 } }]);
  });

  test("a byte-order mark and CR LF are no harm", () => {
    const text = `\ufeff${FILTER('"a:b"')}`.replaceAll("\n", "\r\n");
    const { found, diagnostics } = readDocument(text, { name: "m.tf", hcl });
    expect(diagnostics).toEqual([]);
    const span = found[0]!.request.origin.memberSpans.filterPattern!.offsets!.spanOf({ start: 0, end: 3 })!;
    expect(text.slice(span.start, span.end)).toBe("a:b");
  });

  property.prop([fc.string({ maxLength: 60 }), fc.nat(200)])(
    "any text gives an answer, with places inside it",
    (noise, at) => {
      const whole = FILTER('"x"');
      const text = whole.slice(0, at) + noise + whole.slice(at);
      const { diagnostics } = readDocument(text, { name: "m.tf", hcl });
      for (const { span } of diagnostics) {
        expect(span.start).toBeLessThanOrEqual(span.end);
        expect(span.end).toBeLessThanOrEqual(text.length);
      }
    },
  );
});
