// Holds: the compiled matchers against the reference interpreter, on random patterns and events.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compilePattern, PatternError, validatePattern } from "../../src/index.ts";
import { readPattern } from "../reference/interpret.ts";
import { anyTrial, fieldTrial, garbage, jsonTrial, regexTrial, type Trial, termTrial } from "./arbitrary.ts";

/** Texts near the edges of the languages, where two readings are most likely to part. */
const CORNERS: readonly string[] = [
  ...[
    "%^*%",
    "%a$+%",
    "%[[:alpha:]]%",
    "%[a-\\d]%",
    "%[a-c-e]%",
    "%[\\d--a]%",
    "%[--a]%",
    "%[a--]%",
    "%a]%",
    "%{,}%",
    "%a{,}%",
  ],
  ...[
    "%\\_%",
    "%\\ %",
    "%\\x%",
    "%a{1000}%",
    "%a{1001}%",
    "%a{0,1001}%",
    "%a{2}{3}%",
    "%a{2}??%",
    "%a%b%",
    "%a\\%%",
    "%é%",
    "%\t%",
  ],
  ...[
    "[ ]",
    "[,]",
    "[....]",
    "[(a)]",
    "[a=null]",
    "[null]",
    "[1a=1]",
    "[a=1||1]",
    "[a=1]]",
    "[%a%]",
    "[a ...]",
    "[IS]",
    "[NOT=1]",
  ],
  ...[
    "[a=...]",
    "[a=...b]",
    "[a=b...]",
    '["a b"]',
    '["a",b]',
    '["]"]',
    '[a, ","]',
    "[٣a]",
    "[a٣]",
    "[a=+1]",
    "[a=+x]",
    "[a&&a=1]",
  ],
  ...[
    "{$.a=NULL}",
    "{$.a=null*}",
    "{$.a=IS}",
    "{$.a=TRUE}",
    "{$.IS IS NULL}",
    "{$.a[0]IS NULL}",
    "{$.a IS NULL-}",
    "{$.a IS NOT NULL}",
  ],
  ...[
    "{$.a[01]=1}",
    "{$.a[99999999999999999999]=1}",
    "{$.['a\nb']=1}",
    "{$.['']=1}",
    "{$.-=1}",
    "{$.٣=٣}",
    "{$.a['b']=1}",
    "{$.a.=1}",
  ],
  ...[
    "{$.a=1e+5}",
    "{$.a=1e+5*}",
    "{$.a=+1*}",
    "{$.a=+}",
    "{$.a=-}",
    "{$.a=1e99999999999*}",
    "{$.a=1.}",
    "{$.a=.5}",
    "{$.a=1-1}",
  ],
  ...["{$.a=1e2147483647}", "{$.a=1e2147483648}", "{$.a=1e-2147483648}", "{$.a=1e-2147483649}", "[a=1e2147483648]"],
  ...[
    "{$.a=1}}",
    '{$.a="}',
    "{$.a=}}",
    "{$.a=%}%}",
    "{$.a=%%}",
    "{$.a=%(%}",
    "{$.a=1 $.b=2}",
    "{$.a=>1}",
    "{$.a>=x}",
    "{}",
    "{ }",
  ],
  ...[
    "A²",
    "Ⅷ",
    "e\u0301",
    "𝒜",
    "...",
    "-.",
    "?_",
    "a\u00a0b",
    "\u3000",
    "{$.a\u00a0=1}",
    "\ufeff{$.a=1}",
    "- - a",
    "a -",
  ],
];

/** What the library says of a pattern and an event, by every way to ask; undefined if it refuses the pattern. */
function ask({ pattern, event }: Trial): unknown {
  try {
    const matcher = compilePattern(pattern);
    return {
      onText: matcher.test(event),
      onBytes: matcher.test(new TextEncoder().encode(event)),
      extracted: matcher.match(event)?.extractedValues,
    };
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

/** What it should say. */
function expected({ pattern, event }: Trial): unknown {
  const read = readPattern(pattern);
  if (read === undefined) return undefined;
  const extracted = read(event);
  return { onText: extracted !== undefined, onBytes: extracted !== undefined, extracted };
}

const accepts = (pattern: string): boolean => validatePattern(pattern).every((finding) => finding.severity !== "error");

describe("compiled patterns agree with the reference interpreter", () => {
  test.each([
    ["terms", termTrial],
    ["regular expressions", regexTrial],
    ["JSON", jsonTrial],
    ["space-delimited", fieldTrial],
  ] as const)("%s", (_, trial) => {
    fc.assert(
      fc.property(trial, (one) => {
        expect(ask(one)).toEqual(expected(one));
      }),
      { numRuns: 2000 },
    );
  });

  test("the random trials are worth something: of each dialect many are accepted, many match, many don't", () => {
    for (const trial of [termTrial, regexTrial, jsonTrial, fieldTrial]) {
      const sample = fc.sample(trial, { numRuns: 1000, seed: 1 });
      const matches = sample.map(({ pattern, event }) => readPattern(pattern)?.(event) !== undefined);
      expect(sample.filter(({ pattern }) => readPattern(pattern) !== undefined).length).toBeGreaterThan(600);
      expect(matches.filter((matched) => matched).length).toBeGreaterThan(100);
      expect(matches.filter((matched) => !matched).length).toBeGreaterThan(100);
    }
  });
});

describe("verdicts", () => {
  test.each(CORNERS)("the library and the reference interpreter give one verdict on %j", (pattern) => {
    expect(accepts(pattern)).toBe(readPattern(pattern) !== undefined);
  });

  test("whatever the text, the library accepts it exactly if the reference interpreter does", () => {
    fc.assert(
      fc.property(garbage, (pattern) => {
        expect(accepts(pattern)).toBe(readPattern(pattern) !== undefined);
      }),
      { numRuns: 5000 },
    );
  });

  test("compilePattern refuses what validatePattern finds errors in, with the same findings", () => {
    fc.assert(
      fc.property(garbage, (pattern) => {
        if (accepts(pattern)) expect(() => compilePattern(pattern)).not.toThrow();
        else {
          expect(() => compilePattern(pattern)).toThrow(PatternError);
          try {
            compilePattern(pattern);
          } catch (error) {
            expect((error as PatternError).diagnostics).toEqual(validatePattern(pattern));
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("laws", () => {
  test("bytes that are no UTF-8 match as the text they decode to", () => {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    const noise = fc.uint8Array({ maxLength: 6 });
    fc.assert(
      fc.property(anyTrial, noise, noise, ({ pattern, event }, before, after) => {
        if (!accepts(pattern)) return;
        const matcher = compilePattern(pattern);
        const bytes = Uint8Array.from([...before, ...new TextEncoder().encode(event), ...after]);
        expect(matcher.test(bytes)).toBe(matcher.test(decoder.decode(bytes)));
        expect(matcher.match(bytes)?.extractedValues).toEqual(matcher.match(decoder.decode(bytes))?.extractedValues);
      }),
      { numRuns: 1000 },
    );
  });

  test("an answer does not depend on the events asked about before", () => {
    fc.assert(
      fc.property(fc.array(anyTrial, { minLength: 2, maxLength: 4 }), (trials) => {
        const { pattern } = trials[0]!;
        if (!accepts(pattern)) return;
        const used = compilePattern(pattern);
        for (const { event } of trials) expect(used.test(event)).toBe(compilePattern(pattern).test(event));
      }),
      { numRuns: 500 },
    );
  });
});
