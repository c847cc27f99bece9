// Holds: every fix mends: the text with its edits made no longer has that finding, and is no worse.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Diagnostic, type Fix, validatePattern } from "../../src/index.ts";
import { applyFix } from "../../src/text/fix.ts";
import { fieldTrial, garbage, jsonTrial, regexTrial, termTrial } from "../match/arbitrary.ts";

const LONGEST = 1024;

/** Patterns with one mistake each, or a few. */
const WRONG: readonly string[] = [
  ...[
    "ERROR: disk",
    '[x=1,"  ,...,(é="a*") ,w_1]',
    "ERR*",
    "*",
    "*mid*",
    "a-b:c",
    'level="error"',
    '"level":"error"',
    '""',
    '-"" a',
    '"ERROR',
    '"x\\',
    '"',
  ],
  ...[
    '"a"b',
    "a -",
    "- -",
    "?",
    "'a b'",
    "“a b” c",
    "''",
    "'{ $.a = 1 }'",
    "'[a, b=“x”]'",
    "ERROR.*disk",
    "a\\b",
    "x ' y",
  ],
  ...[
    "%a!%",
    "%a\\(%",
    "%a\\\\(b)%",
    "%é%",
    "%A",
    "%A%B%",
    "%A% x",
    "{ $.a = %(a)% }",
    "{ $.a = %a",
    "%",
    "{ $.a = 1 }%",
  ],
  ...[
    "{ $.a == 1 }",
    "{ $.a = 1 AND $.b = 2 or $.c = 3 }",
    "{ $.a = 1 | $.b = 2 }",
    "{ a = 1 }",
    "{ a* = 1 }",
    "{ .a = 1 }",
  ],
  ...['{ $."a-b" = 2 }', '{ $.["a.b"] = 2 }', "{ $['a'][0] = 2 }", '{ $["it\'s"] = 2 }', "{ $['a', 'b'] = 2 }"],
  ...["{ $.a = 'x' }", "{ $.a = '' }", "{ $.a = “x” }", "{ $.a = x:y }", "{ $.a=null}", "{ $.a != NULL && $.b = 1 }"],
  ...['{ $.a > "0" }', '{ $.a > "x" }', "{ $.a = Failed authentication }", "{ $.a != one two three && $.b = 1 }"],
  ...[
    "{ ($.a = 1 }",
    "{ (($.a = 1) && ($.b = 2 }",
    "{ $.a = 1) }",
    "{ $.a EXISTS }",
    "{ $.a IS NOT NULL }",
    "{$.a is not true}",
  ],
  ...[
    "{ $.a IS NOT EXISTS && $.b = 1 }",
    '{ $.a = "x", $.b = "y" }',
    "{ $.a = 1 $.b = 2 $.c = 3 }",
    "{ $.a = }",
    "{ $.a = 1",
  ],
  ...[
    "{ $.a = 1 } x",
    "{ $.a = 1 }\n",
    " { $.a = 1 }",
    '{ $.a = "x }',
    '{ $.a = "x\\ }',
    "{ NOT $.a = 1 }",
    "{}",
    "{ $.a ~ 1 }",
  ],
  ...[
    "[a=]",
    "[a=, b]",
    "[(a=1 && a=), b]",
    "[... size > 1]",
    "[a ... b]",
    "[a b c]",
    "[a b=1 c]",
    "[a=1 b]",
    "[(a=1, b]",
  ],
  ...[
    "[a = two words, b]",
    "[status-code, b]",
    "[1a=2 && 1a=3, b]",
    "[a, a]",
    "[a == 1]",
    '[a > "1"]',
    "[a",
    "[a] x",
    "[a.b, a_b]",
    "[a=x&y[*]",
    "[a=x && b=1 && c=2, d]",
  ],
  ...[
    "ORDER-ITEM-1 x",
    "?a-b",
    "a- b",
    "x?y-z",
    "?ERROR timeout",
    "?a ?b -c d",
    'x ?"y"-z',
    "a AND b",
    "a OR b OR c",
    "a OR b -c",
  ],
  ...[
    "NOT a",
    "AND",
    '"{ $.a = 1 }"',
    '"$.a = 1"',
    '"[a, b=1]"',
    '"%a%"',
    '"ERR*"',
    '"**a" x',
    "a a",
    "-a -a",
    "?a ?a",
    "a -a",
    'a "a"b',
  ],
  ...[
    "{ $.a = true }",
    "{$.a != false}",
    '{ $.a = "true" && $.b = * }',
    "{ $.a = * }",
    "{ $.a[*] = * }",
    "{ $.a = * || $.b = 1 }",
  ],
  ...[
    "{ $.a != 1 }",
    "{ $.a.b != 1 && $.c = 2 }",
    "{ ($.a.b != 1) && $.c = 2 }",
    "{ $.a != 1 && $.a != 2 || $.a != 3 }",
  ],
  ...["{ $.a != 1 && ($.a != 2 || $.b = 1) && ($.a != 3 && $.b = 2 || $.c = 1) }", "{ $.a = *11 && $.b = *x*yxy }"],
  ...[
    "{ $.a = *a && $.b = *b && $.c = *c }",
    '{ $.a = "*\\"é\\"" }',
    '{ $.a = "*(a)(" }',
    "[a=*/, b]",
    "[a=ERROR]",
    "[ERROR]",
  ],
  ...[
    "{ $.a != x || $.a != y || $.a != z }",
    "{ $.a != x || ($.a != y) }",
    "[a!=x || a!=y, b]",
    "{ $.a = 1 || ($.a = 1 || $.b = 2) }",
  ],
  ...[
    "{ ($.a = 1) && ($.a = 1) && ($.a = 1) }",
    "{ $.a = 1 && $.a = 2 }",
    `{${"(".repeat(200)}$.a = 1 && $.a.b != 2${")".repeat(200)}}`,
  ],
  ...[
    "a".repeat(1025),
    `${"a".repeat(1020)}:b`,
    `${"a".repeat(1000)}-${"b".repeat(23)}`,
    `{ $.a = "${"x".repeat(990)}" && $.b != 1 }`,
  ],
];

function count(code: string, found: readonly Diagnostic[]): number {
  return found.filter((one) => one.code === code).length;
}

function overlaps({ edits }: Fix): boolean {
  const sorted = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  return sorted.some(({ span }, index) => index > 0 && span.start < sorted[index - 1]!.span.end);
}

const errorsOf = (found: readonly Diagnostic[]): number => found.filter(({ severity }) => severity === "error").length;

/** What is wrong with the fixes of a text's findings. */
function failures(text: string): readonly string[] {
  const before = validatePattern(text);
  return before.flatMap((finding) =>
    (finding.fixes ?? []).flatMap((fix) => {
      const said = (what: string): string => `${JSON.stringify(text)} [${finding.code}] ${fix.title}: ${what}`;
      const outside = fix.edits.some(({ span }) => span.start < 0 || span.end < span.start || span.end > text.length);
      if (outside || overlaps(fix)) return [said("its edits are no edits of the text")];
      const mended = applyFix(text, fix);
      const after = validatePattern(mended);
      // Errors hide warnings: what an error's fix brings to light is not its doing.
      if (count(finding.code, after) >= count(finding.code, before))
        return [said(`does not mend: ${JSON.stringify(mended)}`)];
      if (mended.length > LONGEST) return [said("makes the pattern too long")];
      if (errorsOf(before) === 0 && errorsOf(after) > 0) return [said(`breaks it: ${JSON.stringify(mended)}`)];
      return [];
    }),
  );
}

describe("every fix mends", () => {
  test.each(WRONG)("%j", (pattern) => {
    expect(failures(pattern)).toEqual([]);
  });

  test("of random conjunctions and alternatives of tests of a few values", () => {
    const one = fc
      .tuple(
        fc.constantFrom("$.a", "$.a", "$.a", "$.a.b", "$.a[*]", "$.b"),
        fc.constantFrom(
          "= 1",
          "= 2",
          "!= 1",
          "< 2",
          ">= 2",
          "<= 1",
          ">= 1",
          "= x",
          "!= *",
          "= *",
          "IS NULL",
          "NOT EXISTS",
          "= *xx",
        ),
      )
      .map((parts) => parts.join(" "));
    const expression = fc.letrec<{ whole: string }>((tie) => ({
      whole: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        one,
        fc.array(tie("whole"), { minLength: 2, maxLength: 4 }).map((parts) => parts.join(" && ")),
        fc.array(tie("whole"), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(" || ")})`),
        tie("whole").map((inner) => `(${inner})`),
      ),
    })).whole;
    fc.assert(
      fc.property(expression, (condition) => {
        expect(failures(`{ ${condition} }`)).toEqual([]);
      }),
      { numRuns: 600 },
    );
  });

  test.each([
    ["of mutants and scraps", garbage],
    ["of random terms", termTrial.map(({ pattern }) => pattern)],
    ["of random expressions", regexTrial.map(({ pattern }) => pattern)],
    ["of random JSON patterns", jsonTrial.map(({ pattern }) => pattern)],
    ["of random fields", fieldTrial.map(({ pattern }) => pattern)],
  ] as const)("%s", (_, patterns) => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        expect(failures(pattern)).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test("of mutants of the patterns above", () => {
    const mutant = fc
      .tuple(
        fc.constantFrom(...WRONG.filter(({ length }) => length < 200)),
        fc.nat(200),
        fc.nat(3),
        fc.constantFrom("", "a", '"', "(", ")", ",", "-", " ", "=", "*", "'"),
      )
      .map(([pattern, at, cut, put]) => {
        const start = at % (pattern.length + 1);
        return pattern.slice(0, start) + put + pattern.slice(start + cut);
      });
    fc.assert(
      fc.property(mutant, (pattern) => {
        expect(failures(pattern)).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test("most patterns above have one", () => {
    const without = WRONG.filter((pattern) => validatePattern(pattern).every(({ fixes }) => fixes === undefined));
    expect(without.length).toBeLessThan(WRONG.length / 5);
  });
});
