// Holds: random filter patterns of every dialect, and events that have a good chance to match them.
// In: nothing. Out: fast-check arbitraries of trials.
// Always: both are made from the same small stock of pieces; most patterns are accepted, a few are not.

import fc from "fast-check";

export interface Trial {
  readonly pattern: string;
  readonly event: string;
}

type Texts = fc.Arbitrary<string>;

const oneOf = (...texts: string[]): Texts => fc.constantFrom(...texts);

/** The same, most of them in one text with blanks between. */
const listed = (texts: string, ...others: string[]): Texts => oneOf(...texts.split(" "), ...others);

/** Pieces one after the other. */
function joined(piece: Texts, constraints: fc.ArrayConstraints, separator = ""): Texts {
  return fc.array(piece, constraints).map((pieces) => pieces.join(separator));
}

const sequence = (...parts: Texts[]): Texts => fc.tuple(...parts).map((texts) => texts.join(""));

/** Puts stretches of the pattern itself between pieces, so that long texts are met too. */
function eventNear(pattern: Texts, piece: Texts, most: number): fc.Arbitrary<Trial> {
  const stretch = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 8 }));
  return fc
    .tuple(pattern, fc.array(fc.oneof({ weight: 4, arbitrary: piece }, stretch), { maxLength: most }))
    .map(([text, parts]) => ({
      pattern: text,
      event: parts.map((part) => (typeof part === "string" ? part : text.slice(part[0], part[0] + part[1]))).join(""),
    }));
}

// Terms

const word = oneOf("a", "b", "ab", "ba", "b.a", "_", "1", "é", "ß9");
const phrase = joined(oneOf("a", "b", " ", '\\"', "\\\\", "\\n", "*", "-", "?", "é", ":"), {
  minLength: 1,
  maxLength: 4,
});
const term = sequence(
  oneOf("", "", "", "-", "?", "- ", "?  "),
  fc.oneof(
    word,
    phrase.map((text) => `"${text}"`),
  ),
);
const gap = oneOf(" ", " ", " ", "  ", "\t", "\n", "");

const termPattern = sequence(oneOf("", "", " "), joined(sequence(term, gap), { maxLength: 4 }));
const termEventPiece = listed(`a b ab ba b.a _ 1 é ß9 " \\ n * - ? : \n`, " ");

export const termTrial: fc.Arbitrary<Trial> = eventNear(termPattern, termEventPiece, 8);

// Regular expressions

const atom = fc.oneof(
  oneOf("a", "a", "b", "1", ".", "-", ":", " ", "]", "}", "{", "^", "$"),
  oneOf("\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "\\x61", "\\x0a", "\\x28", "\\.", "\\-", "\\]", "\\\\", "\\$"),
  listed(`[ab] [^ab] [a-c] []a] [^]] [a-] [-a] [\\d-a] [\\w] [^\\s] [\\x61-\\x63] [a.] [$^]`),
);
const repeats = listed(`? * + {2} {1,2} {,2} {1,} {0} *? {2}? { {a} ++`, "", "", "", "");
const branch = joined(sequence(atom, repeats), { maxLength: 5 });
const regex = joined(branch, { minLength: 1, maxLength: 3 }, "|").map((text) => `%${text}%`);
const regexEventPiece = listed(`a a b c 1 aa \n é _ - . ] { ( \\ $ ^`, " ");

export const regexTrial: fc.Arbitrary<Trial> = eventNear(regex, regexEventPiece, 6);

// Values, the same in JSON and space-delimited patterns

const numeral = listed(`1 1.0 +1 -1 1e0 0 -0 -0.0 10 2 0.1 1e-1 12.34 1e3 1E+3 01`).chain((text) =>
  oneOf(text, text, text, "9007199254740993", "9007199254740992", "1e309", "1e-999", "1e2147483648"),
);
const bare = listed(`a ab a* *b * *a*b 1* *1 *.* true é - -a 1. .5 12.* b_a.c`);
const quoted = listed(`a 1 1.0 * a* *b* a\\"b \\\\ ab 1000.0 1.0E7 Infinity a,b ] \\n`, "", "a b").map(
  (text) => `"${text}"`,
);
const shortRegex = oneOf("%a%", "%^a%", "%b$%", "%[0-9]+%", "%^1|b%", "%}%", "%^$%", "%a.b%");
const anyValue = fc.oneof(numeral, bare, quoted, shortRegex);
const operation = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(oneOf("=", "=", "!="), anyValue) },
  { weight: 2, arbitrary: fc.tuple(oneOf("<", ">", "<=", ">="), numeral) },
);
const blank = oneOf("", "", " ", "  ", "\t", "\n");

/** Comparisons joined by `&&`, `||` and parentheses. */
function expression(comparison: Texts): Texts {
  const { whole } = fc.letrec<{ whole: string; unit: string }>((tie) => ({
    whole: fc
      .tuple(
        tie("unit"),
        fc.array(fc.tuple(blank, oneOf("&&", "||"), tie("unit")), { maxLength: 2, depthIdentifier: "expression" }),
      )
      .map(([first, rest]) => first + rest.flat().join("")),
    unit: fc.oneof(
      { depthIdentifier: "expression", maxDepth: 3 },
      { weight: 4, arbitrary: sequence(blank, comparison, blank) },
      { weight: 1, arbitrary: sequence(blank, oneOf("("), tie("whole"), oneOf(")"), blank) },
    ),
  }));
  return whole;
}

// JSON

const root = fc.oneof(
  { weight: 5, arbitrary: oneOf(".a", ".a", ".b") },
  { weight: 2, arbitrary: oneOf(".*", ".a-b", ".['a.b']", ".__proto__") },
);
const step = oneOf(".a", ".b", "[0]", "[1]", "[*]", ".*", ".['a']");
const selector = fc
  .tuple(
    root,
    fc.oneof(
      { weight: 4, arbitrary: oneOf("") },
      { weight: 2, arbitrary: step },
      { weight: 1, arbitrary: sequence(step, step) },
    ),
  )
  .map(([first, rest]) => `$${first}${rest}`);
const keywords = oneOf("IS NULL", "IS NULL", "is True", "IS  FALSE", "NOT EXISTS", "not\nexists");
const jsonComparison = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(selector, blank, operation).map(([s, b, [op, value]]) => s + b + op + b + value) },
  { weight: 1, arbitrary: fc.tuple(selector, keywords).map(([s, words]) => `${s} ${words}`) },
);
const jsonPattern = expression(jsonComparison).map((text) => `{${text}}`);

const scalar = fc.oneof(
  listed(`1 1.0 1e0 10 -0 0 -0.0 -1 2 0.1 1e-1 12.34 1e309 -1e309 1e-999 1E+3`),
  oneOf("9007199254740992", "9007199254740993", "9007199254740993.0", "100000.0", "1e7", "0.0001", "1234567.8", "1e21"),
  listed(`"1" "1.0" "01" "+1" "a" "ab" "abab" "ba" "" "1e3" "a\\"b" "\\u0061" "é" "a\\nb"`),
  oneOf("true", "false", "null", '"true"', '"a b"', '"a,b"', '"\\\\"'),
);
const space = oneOf("", "", "", " ", "\n");
const { json, object } = fc.letrec<{ json: string; object: string }>((tie) => ({
  json: fc.oneof(
    { depthIdentifier: "json", maxDepth: 3 },
    { weight: 4, arbitrary: scalar },
    {
      weight: 1,
      arbitrary: joined(tie("json"), { maxLength: 3, depthIdentifier: "json" }, ",").map((text) => `[${text}]`),
    },
    { weight: 1, arbitrary: tie("object") },
  ),
  object: fc
    .tuple(
      space,
      fc.array(fc.tuple(oneOf("a", "a", "a", "b", "b", "a-b", "a.b", "__proto__", "\\u0061"), space, tie("json")), {
        maxLength: 4,
        depthIdentifier: "json",
      }),
    )
    .map(
      ([between, members]) =>
        `{${members.map(([name, s, value]) => `${between}"${name}"${s}:${s}${value}`).join(",")}${between}}`,
    ),
}));
const jsonEvent = fc.oneof(
  { weight: 12, arbitrary: sequence(space, object, space) },
  { weight: 1, arbitrary: json },
  { weight: 1, arbitrary: sequence(oneOf("\ufeff", "", "x"), object, oneOf(",", "x", "{}", "\u00a0")) },
);

/** An event whose members are values that the pattern itself names. */
function echo(pattern: string, picks: readonly number[]): string {
  const named = pattern.match(/"(?:\\.|[^"\\])*"|-?\d+(?:\.\d+)?(?:e-?\d+)?|\b[a-z]+\b/g) ?? [];
  const value = (pick: number): string => {
    const text = named[pick % named.length] ?? "null";
    return /^[a-z]/.test(text) ? `"${text}"` : text;
  };
  return `{"a":${value(picks[0]!)},"b":[${value(picks[1]!)},${value(picks[2]!)}]}`;
}

export const jsonTrial: fc.Arbitrary<Trial> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ pattern: jsonPattern, event: jsonEvent }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(jsonPattern, fc.array(fc.nat(20), { minLength: 3, maxLength: 3 }))
      .map(([pattern, picks]) => ({ pattern, event: echo(pattern, picks) })),
  },
);

// Space-delimited

const fieldOf = (name: string): Texts => {
  const condition = operation.map(([op, value]) => `${name}${op}${value}`);
  return fc.oneof(
    { weight: 3, arbitrary: oneOf(name) },
    { weight: 2, arbitrary: oneOf("") },
    { weight: 3, arbitrary: condition },
    {
      weight: 2,
      arbitrary: expression(
        fc.oneof(
          condition,
          operation.map(([op, value]) => `${name} ${op} ${value}`),
        ),
      ),
    },
  );
};
const fieldPattern = fc
  .tuple(fc.array(fc.tuple(blank, oneOf("x", "y", "z", "w_1", "é"), blank), { maxLength: 4 }), fc.option(fc.nat(4)))
  .chain(([slots, ellipsis]) => {
    const fields = slots.map(([before, name, after]) => sequence(oneOf(before), fieldOf(name), oneOf(after)));
    if (ellipsis !== null) fields.splice(ellipsis, 0, oneOf("..."));
    return fc.tuple(...fields).map((texts) => `[${texts.join(",")}]`);
  });
const fieldToken = fc.oneof(
  oneOf("a", "ab", "1", "1.0", "01", "-1", "1e3", "10", "é", "a,b", "true", "*", "-", "+1", "1e2147483648"),
  oneOf('"a b"', '"a', "[a b]", "[a", '""', "[]", '"b"c', 'a"b c"', '"1"', "[1]", "]", '"', "[[a]]", '["a b" c]'),
);
const fieldEvent = sequence(
  oneOf("", "", " ", "\t"),
  joined(sequence(fieldToken, oneOf(" ", " ", " ", "  ", "\t", "\n", "\u00a0", "")), { maxLength: 5 }),
);

export const fieldTrial: fc.Arbitrary<Trial> = fc.record({ pattern: fieldPattern, event: fieldEvent });

// Anything

const scrap = fc.oneof(
  listed(`{ } [ ] % ( ) && || $.a $. $ = != <= > , ... . * - ? +`),
  listed(`\t \n \u00a0 \u3000 \v " ' \\ \\\\ \\" : ! & | / @ # ~ \u0000`, " ", "`"),
  listed(`a ab 1 1.5e3 e x é é ٣ 漢 𝒜 😀 \ud800 ² Ⅷ _ null NULL true`),
  oneOf("IS", "NOT", "NULL", "EXISTS", "TRUE", "is null", "AND", "[*]", "[0]", ".*", "['a']", "{2}", "\\d", "[^a]"),
);

/** Scraps of all dialects, as they come or inside a pair of the outer marks. */
const scraps = fc
  .tuple(
    oneOf("", "{$.a=", "{", "[", "[a=", "%", "{$.a "),
    joined(scrap, { maxLength: 8 }),
    oneOf("", "", "}", "]", "%"),
  )
  .map((parts) => parts.join(""));

const anyPattern = fc.oneof(termPattern, regex, jsonPattern, fieldPattern);

/** A pattern of any dialect with a piece cut out, put in, or both. */
const mutant = fc
  .tuple(anyPattern, fc.nat(80), fc.nat(2), fc.oneof(oneOf(""), scrap))
  .map(([pattern, at, cut, put]) => {
    const start = at % (pattern.length + 1);
    return pattern.slice(0, start) + put + pattern.slice(start + cut);
  });

export const garbage: Texts = fc.oneof(scraps, mutant);

/** A pattern of any dialect, sound or not, with an event. */
export const anyTrial: fc.Arbitrary<Trial> = fc.oneof(
  termTrial,
  regexTrial,
  jsonTrial,
  fieldTrial,
  fc.record({ pattern: garbage, event: fc.oneof(jsonEvent, fieldEvent) }),
);
