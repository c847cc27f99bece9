// Holds: the matcher of an analysed pattern.
// In: a pattern that has been analysed already, and its text. Out: a Matcher.
// Always: everything is prepared here: no pattern is read again, and no RegExp or closure made, for an event; no grammar is loaded.

import type { AnalysedPattern, TermsTest } from "../pattern/analysed.ts";
import { textOf } from "../text/utf8.ts";
import { enginedTest, remember } from "./engined.ts";
import { compileExplanation } from "./explain.ts";
import type { Explanation } from "./explanation.ts";
import { compileFields } from "./fields.ts";
import { compileJson } from "./json.ts";
import type { Match, Matcher } from "./matcher.ts";
import { compileRegex } from "./regex.ts";

/** The matcher of a pattern that has been analysed already. */
export function matcherOf(text: string, analysed: AnalysedPattern): Matcher {
  const fields = analysed.kind === "fields" ? compileFields(analysed) : undefined;
  const plain = fields?.test ?? plainTest(analysed);
  const test = enginedTest(analysed, plain);
  let explain: ReturnType<typeof compileExplanation> | undefined;
  const match = (event: string | Uint8Array): Match | undefined => {
    if (!test(event)) return undefined;
    const extractedValues = fields?.extract(textOf(event));
    return extractedValues === undefined ? NOTHING_EXTRACTED : { extractedValues };
  };
  const matcher: Matcher = {
    kind: analysed.kind,
    text,
    test,
    match,
    explain(event): Explanation {
      // Made at first use: few matchers are asked why.
      explain ??= compileExplanation(analysed);
      const { extractedValues } = match(event) ?? NOTHING_EXTRACTED;
      return { ...explain(textOf(event)), extractedValues };
    },
  };
  remember(matcher, analysed, plain);
  return matcher;
}

const NOTHING_EXTRACTED: Match = Object.freeze({ extractedValues: Object.freeze({}) });

/** The test of a pattern that no engine helps. */
export function plainTest(analysed: AnalysedPattern): (text: string) => boolean {
  switch (analysed.kind) {
    case "all":
      return () => true;
    case "terms":
      return termsTest(analysed);
    case "regex":
      return compileRegex(analysed.regex);
    case "json":
      return compileJson(analysed.condition);
    case "fields":
      return compileFields(analysed).test;
  }
}

/** Terms are case-sensitive substrings, not words [O]. */
function termsTest({ required, excluded, anyOf }: TermsTest): (text: string) => boolean {
  return (text) =>
    required.every((term) => text.includes(term)) &&
    !excluded.some((term) => text.includes(term)) &&
    (anyOf.length === 0 || anyOf.some((term) => text.includes(term)));
}
