// What is said about mistakes: the code, the exact place (marked with ‹ ›), the service's own words, and the fix.

import { describe, expect, test } from "vitest";
import { compilePattern, type Diagnostic, PatternError, parsePattern, validatePattern } from "../../src/index.ts";
import { FieldsParser, JsonParser, TermsParser } from "../../src/pattern/grammar.ts";
import { GENERIC, ROWS, term } from "./diagnostics-rows.ts";

function serviceMessage(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error.serviceMessage;
    throw error;
  }
}

function applyFix(pattern: string, diagnostic: Diagnostic): string {
  const edits = [...(diagnostic.fixes?.[0]?.edits ?? [])].sort((a, b) => b.span.start - a.span.start);
  return edits.reduce((text, { span, text: put }) => text.slice(0, span.start) + put + text.slice(span.end), pattern);
}

for (const [title, rows] of Object.entries(ROWS)) {
  describe(title, () => {
    test.each(rows.map((row) => ({ row })))("$row.0 is $row.1", ({ row: [marked, code, service, mended] }) => {
      const pattern = marked.replace(/[‹›]/g, "");
      const start = marked.indexOf("‹");
      const span = { start, end: marked.indexOf("›") - 1 };
      const first = validatePattern(pattern)[0];
      expect({ code: first?.code, span: first?.span }).toEqual({ code, span });
      expect(first?.severity).toBe("error");
      expect(serviceMessage(pattern)).toBe(service);
      if (mended === undefined) return;
      const fixed = applyFix(pattern, first!);
      expect(fixed).toBe(mended);
    });
  });
}

describe("a run over a pattern", () => {
  test("reports every mistake, in the order of the text", () => {
    const found = validatePattern("{ a == 'x' && $.b > word || $[\"c\"] = 1 }");
    expect(found.map((d) => d.code)).toEqual([
      "selector-root",
      "operator-form",
      "quote-form",
      "value-order",
      "selector-form",
    ]);
  });

  test("tells the service's answer to the first of them alone", () => {
    expect(serviceMessage('{ $.a = x:y && $["c"] = 1 }')).toBe(term(":"));
    expect(serviceMessage('{ $["c"] = x:y }')).toBe(term("$["));
    // The closing character is looked at before anything else.
    expect(serviceMessage("{ $.a == 1")).toBe("If a filter pattern starts with '{' it must end with '}'");
    // Names and quotas are looked at after everything else.
    expect(serviceMessage("[a, a, b == 1]")).toBe(GENERIC);
  });

  test("does not blame what follows a stray character", () => {
    const found = validatePattern('{ $.a = "x", $.b = "y" }');
    expect(found.map((d) => [d.code, d.span.start])).toEqual([["syntax", 11]]);
  });

  test("gives a tree with error nodes where something could not be read", () => {
    const { pattern, diagnostics } = parsePattern("{ ($.a = ) && $.b = 1 }");
    expect(diagnostics).toHaveLength(1);
    expect(pattern).toMatchObject({
      kind: "json",
      expression: { kind: "and", operands: [{ kind: "group" }, { kind: "comparison", value: { source: "1" } }] },
    });
  });
});

describe("limits", () => {
  test("a pattern has 1,024 characters at most, and the service says so in its own way [O]", () => {
    expect(validatePattern("a".repeat(1024))).toEqual([]);
    const long = "a".repeat(1025);
    expect(validatePattern(long).map((d) => d.code)).toEqual(["pattern-too-long"]);
    expect(serviceMessage(long)).toBe(
      `1 validation error detected: Value '${long}' at 'filterPattern' failed to satisfy constraint: Member must have length less than or equal to 1024`,
    );
  });

  test("parentheses nest 200 deep", () => {
    const nested = (depth: number): string => `{${"(".repeat(depth)}$.a=1${")".repeat(depth)}}`;
    expect(validatePattern(nested(200))).toEqual([]);
    expect(validatePattern(nested(201)).map((d) => d.code)).toEqual(["nesting-too-deep"]);
  });

  test("two regular expressions and three wildcards in a pattern [D, O]", () => {
    expect(validatePattern("{ $.a = %x% || $.b = %y% }")).toEqual([]);
    expect(serviceMessage("{ $.a = %x% || $.b = %y% || $.c = %z% }")).toBe(
      "Your input has exceeded the maximum of 2 regular expressions per filter pattern.",
    );
    expect(validatePattern("{ $.a[*] = 1 || $.b[*] = 1 || $.* = 1 }")).toEqual([]);
    expect(validatePattern("{ $.a[*] = 1 || $.b[*] = 1 || $.* = 1 || $.c[*] = 1 }").map((d) => d.code)).toEqual([
      "wildcard-quota",
    ]);
  });

  test("a counted repetition goes to 1,000, and an expression written out to 4,000 characters", () => {
    expect(validatePattern("%a{1000}%")).toEqual([]);
    expect(validatePattern("%a{1001}%").map((d) => d.code)).toEqual(["regex-compile"]);
    expect(validatePattern(`%${"a{1000}".repeat(4)}%`)).toEqual([]);
    expect(validatePattern(`%${"a{1000}".repeat(4)}b%`).map((d) => d.code)).toEqual(["regex-compile"]);
  });
});

describe("the service's generic words", () => {
  test.each([
    ["metric-filter", "Invalid metric filter pattern"],
    ["subscription-filter", "Invalid subscription filter pattern"],
    ["query", "Invalid filter pattern"],
  ] as const)("of a %s are %s", (context, text) => {
    expect(() => compilePattern("{ $.a = }", { context })).toThrow(expect.objectContaining({ serviceMessage: text }));
  });
});

test("the grammars are sound: chevrotain finds nothing ambiguous or left-recursive in them", () => {
  for (const Parser of [TermsParser, JsonParser, FieldsParser]) expect(() => new Parser(false)).not.toThrow();
});
