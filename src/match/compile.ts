// Holds: the way from a pattern's text to a matcher.
// In: text. Out: a Matcher; PatternError when the service would refuse the pattern.
// Always: everything is prepared here: no pattern is read again, and no RegExp or closure made, for an event.

import type { AnalysedPattern, TermsTest } from "../pattern/analysed.ts";
import { type PatternOptions, requirePattern } from "../pattern/validate.ts";
import { textOf } from "../text/utf8.ts";
import { compileExplanation } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { compileFields } from "./fields.ts";
import { compileJson } from "./json.ts";
import type { Match, Matcher } from "./matcher.ts";
import { compileRegex } from "./regex.ts";

/** Compiles a filter pattern. Throws PatternError, with every mistake and the service's answer, when it is not valid. */
export function compilePattern(text: string, options: PatternOptions = {}): Matcher {
  return matcherOf(text, requirePattern(text, options));
}

/** The matcher of a pattern that has been analysed already. */
export function matcherOf(text: string, analysed: AnalysedPattern): Matcher {
  const matcher = bareMatcher(text, analysed);
  let explain: ReturnType<typeof compileExplanation> | undefined;
  return {
    ...matcher,
    explain(event): Explanation {
      // Made at first use: few matchers are asked why.
      explain ??= compileExplanation(analysed);
      const { extractedValues } = matcher.match(event) ?? NOTHING_EXTRACTED;
      return { ...explain(textOf(event)), extractedValues };
    },
  };
}

function bareMatcher(text: string, analysed: AnalysedPattern): Omit<Matcher, "explain"> {
  if (analysed.kind === "fields") {
    const fields = compileFields(analysed);
    return {
      kind: "fields",
      text,
      test: (event) => fields.test(textOf(event)),
      match: (event) => {
        const extractedValues = fields.extract(textOf(event));
        return extractedValues && { extractedValues };
      },
    };
  }
  const test = testOf(analysed);
  return {
    kind: analysed.kind,
    text,
    test: (event) => test(textOf(event)),
    match: (event) => (test(textOf(event)) ? NOTHING_EXTRACTED : undefined),
  };
}

const NOTHING_EXTRACTED: Match = Object.freeze({ extractedValues: Object.freeze({}) });

function testOf(analysed: Exclude<AnalysedPattern, { kind: "fields" }>): (text: string) => boolean {
  switch (analysed.kind) {
    case "all":
      return () => true;
    case "terms":
      return termsTest(analysed);
    case "regex":
      return compileRegex(analysed.regex);
    case "json":
      return compileJson(analysed.condition);
  }
}

/** Terms are case-sensitive substrings, not words [O]. */
function termsTest({ required, excluded, anyOf }: TermsTest): (text: string) => boolean {
  return (text) =>
    required.every((term) => text.includes(term)) &&
    !excluded.some((term) => text.includes(term)) &&
    (anyOf.length === 0 || anyOf.some((term) => text.includes(term)));
}
