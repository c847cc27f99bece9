// What is said about terms, whole: every sentence, every place, every fix; and where nothing is said.

import { describe, expect, test } from "vitest";
import { validatePattern } from "../../src/index.ts";
import { told } from "./shown.ts";

/** What is said of some code only. */
const toldAs = (pattern: string, code: string): ReturnType<typeof told> =>
  told(pattern).filter((one) => one.code === code);

/** The titles of all fixes for some code, each with what it leaves. */
const fixesOf = (pattern: string, code: string): Readonly<Record<string, string>>[] =>
  toldAs(pattern, code).map(({ fixes = {} }) => ({ ...fixes }));

describe("words with - or ? inside", () => {
  test("are told with both ways to write them", () => {
    expect(told("x ?a-b?c y")).toEqual([
      {
        code: "term-split",
        at: "x ?‹a-b?c› y",
        message: "`a-b?c` is not one term: the service reads it as `?a -b ?c`",
        fixes: { 'Write "a-b?c"': 'x ?"a-b?c" y', "Write ?a -b ?c if that is meant": "x ?a -b ?c y" },
      },
    ]);
  });

  test("are not put in quotes when there is a blank in them", () => {
    expect(fixesOf("a- b", "term-split")).toEqual([{ "Write a - b if that is meant": "a - b" }]);
  });

  test("begin after a term in quotes", () => {
    expect(toldAs('"a"-b-c', "term-split").map(({ at }) => at)).toEqual(['"a"-‹b-c›']);
  });

  test("are told as split, and not as ignored or as operators", () => {
    expect(told("?a-b x").map(({ code }) => code)).toEqual(["term-split"]);
    expect(told("AND-b x").map(({ code }) => code)).toEqual(["term-split"]);
  });
});

describe("an optional term beside another", () => {
  const ignored = (at: string, term: string, decisive: string): object => ({
    ...{ code: "term-ignored", at },
    message: `\`${term}\` is ignored, because \`${decisive}\` is no \`?\` term`,
  });

  test("is ignored; all of them may be meant", () => {
    expect(told("?a ?b c d")).toEqual([
      {
        ...ignored("‹?a› ?b c d", "?a", "c"),
        related: { "?a ?b ‹c› d": "the service looks at this one only" },
        fixes: { "Remove ?a": "?b c d", "Match any of the terms": "?a ?b ?c ?d" },
      },
      {
        ...ignored("?a ‹?b› c d", "?b", "c"),
        related: { "?a ?b ‹c› d": "the service looks at this one only" },
        fixes: { "Remove ?b": "?a c d", "Match any of the terms": "?a ?b ?c ?d" },
      },
    ]);
  });

  test("can't be one of any when a term is excluded", () => {
    expect(told("-c ?a")).toEqual([
      {
        ...ignored("-c ‹?a›", "?a", "-c"),
        related: { "‹-c› ?a": "the service looks at this one only" },
        fixes: { "Remove ?a": "-c" },
      },
    ]);
    expect(fixesOf("?a b -c", "term-ignored")).toEqual([{ "Remove ?a": "b -c" }]);
  });

  test("may be an operator of another language", () => {
    expect(told("a ?OR b").map(({ code }) => code)).toEqual(["term-ignored"]);
  });
});

describe("operators of other languages", () => {
  const operator = (word: string, at: string): object => ({
    ...{ code: "term-operator", at },
    message: `\`${word}\` is no operator here: events must hold this word`,
  });

  test("are told with what is meant and what is not", () => {
    expect(told("a AND b")).toEqual([
      {
        ...operator("AND", "a ‹AND› b"),
        fixes: {
          "Remove AND: every term must be there anyway": "a b",
          'Look for the text "AND"': 'a "AND" b',
        },
      },
    ]);
    expect(told("a OR b")).toEqual([
      {
        ...operator("OR", "a ‹OR› b"),
        fixes: { "Match any of the terms": "?a ?b", 'Look for the text "OR"': 'a "OR" b' },
      },
    ]);
    expect(told("a NOT b")).toEqual([
      { ...operator("NOT", "a ‹NOT› b"), fixes: { "Write -b": "a -b", 'Look for the text "NOT"': 'a "NOT" b' } },
    ]);
  });

  test.each([
    // Where it stands first, what follows stays where it is.
    ["AND b", [{ "Remove AND: every term must be there anyway": "b", 'Look for the text "AND"': '"AND" b' }]],
    ["a AND", [{ "Remove AND: every term must be there anyway": "a", 'Look for the text "AND"': 'a "AND"' }]],
    ['NOT "b c"', [{ 'Write -"b c"': '-"b c"', 'Look for the text "NOT"': '"NOT" "b c"' }]],
    // Nothing to exclude follows.
    ["a NOT", [{ 'Look for the text "NOT"': 'a "NOT"' }]],
    ["a NOT -b", [{ 'Look for the text "NOT"': 'a "NOT" -b' }]],
    ["a NOT ?b", [{ 'Look for the text "NOT"': 'a "NOT" ?b' }]],
    // No chain of words and ORs.
    ["a OR", [{ 'Look for the text "OR"': 'a "OR"' }]],
    ["OR a b", [{ 'Look for the text "OR"': '"OR" a b' }]],
    ["a OR b c", [{ 'Look for the text "OR"': 'a "OR" b c' }]],
    ["a OR b c d", [{ 'Look for the text "OR"': 'a "OR" b c d' }]],
    ["a OR -b", [{ 'Look for the text "OR"': 'a "OR" -b' }]],
    ['a "OR" b OR c', [{ 'Look for the text "OR"': 'a "OR" b "OR" c' }]],
  ])("%s may be meant so", (pattern, fixes) => {
    expect(fixesOf(pattern, "term-operator")).toEqual(fixes);
  });

  test("make a chain of any length", () => {
    expect(fixesOf("a OR b OR c", "term-operator")).toEqual([
      { "Match any of the terms": "?a ?b ?c", 'Look for the text "OR"': 'a "OR" b OR c' },
      { "Match any of the terms": "?a ?b ?c", 'Look for the text "OR"': 'a OR b "OR" c' },
    ]);
  });

  test("make no chain that ends with one", () => {
    expect(fixesOf("a OR b OR", "term-operator")).toEqual([
      { 'Look for the text "OR"': 'a "OR" b OR' },
      { 'Look for the text "OR"': 'a OR b "OR"' },
    ]);
  });

  test.each(["OR", "NOT", "AND", 'a "AND" b', "a -OR b", "a ORDER b", "a and b"])("are not seen in %s", (pattern) => {
    expect(told(pattern)).toEqual([]);
  });
});

describe("patterns of other languages in quotes", () => {
  const message = "In quotes this is looked for as it stands, character by character";

  test.each([
    ['"$.a = 1"', "{ $.a = 1 }"],
    ['"{ $.a = 1 }"', "{ $.a = 1 }"],
    ['"[a=1,...]"', "[a=1,...]"],
    ['"%a|b%"', "%a|b%"],
  ])("%s may be meant as one", (pattern, right) => {
    const fixes = { [`Write ${right}`]: right };
    expect(told(pattern)).toEqual([{ code: "term-literal", at: `‹${pattern}›`, message, fixes }]);
  });

  test.each([
    // Beside other terms, or excluded, it can't be one.
    '‹"$.a = 1"› x',
    '-‹"$.a = 1"›',
    '?‹"$.a = 1"›',
    // The service would not accept it: for its form, or for what it names.
    '‹"{ $.a == 1 }"›',
    '‹"[a=1, a=2]"›',
    '‹"$.a = "›',
    '‹"%a(b%"›',
  ])("%s is only told", (at) => {
    expect(told(at.replace(/[‹›]/g, ""))).toEqual([{ code: "term-literal", at, message }]);
  });
});

describe("stars at the ends of a term", () => {
  const message = "`*` is no wildcard in a term, and none is needed: a term is found anywhere in the event";

  test.each([
    ['‹"ERR*"›', '"ERR"'],
    ['‹"*ERR"›', '"ERR"'],
    ['‹"**ERR**"›', '"ERR"'],
    ['‹"**ERR"›', '"ERR"'],
    ['‹"ERR**"›', '"ERR"'],
    ['‹"a*b*"›', '"a*b"'],
    ['‹"*a*b"›', '"a*b"'],
    ['-‹"*a b"›', '"a b"'],
  ])("%s are not needed", (at, right) => {
    const [before] = at.split("‹");
    expect(told(at.replace(/[‹›]/g, ""))).toEqual([
      { code: "term-literal", at, message, fixes: { [`Write ${right}`]: `${before}${right}` } },
    ]);
  });

  test("are only told where the rest is of another language", () => {
    expect(told('"*[a=1, ...]*"')).toEqual([{ code: "term-literal", at: '‹"*[a=1, ...]*"›', message }]);
  });

  test.each(['"a * b"', '"a*b"', '"*"', '"**"', '"* *"', '"* a *"', '"** a"', '"a **"'])(
    "are text in %s",
    (pattern) => {
      expect(told(pattern)).toEqual([]);
    },
  );
});

describe("a required term with an excluded one inside", () => {
  test("is never found", () => {
    expect(told("a -a")).toEqual([
      {
        ...{ code: "never-holds", at: "‹a› -a" },
        message: "No event matches: one with `a` in it also holds `a`, which is excluded",
        related: { "a ‹-a›": "excluded here" },
        fixes: { "Remove -a": "a" },
      },
    ]);
  });

  test("is told the first of them, and all are removed together", () => {
    expect(told("-c abc -x -b")).toEqual([
      {
        ...{ code: "never-holds", at: "-c ‹abc› -x -b" },
        message: "No event matches: one with `abc` in it also holds `c`, which is excluded",
        related: { "‹-c› abc -x -b": "excluded here" },
        fixes: { "Remove -c and -b": "abc -x" },
      },
    ]);
    // Those before the first that stays take the blank after them.
    expect(fixesOf("-a -b abc", "never-holds")).toEqual([{ "Remove -a and -b": "abc" }]);
    // One that follows without a blank takes none.
    expect(fixesOf('"abc"-a-x', "never-holds")).toEqual([{ "Remove -a": '"abc"-x' }]);
  });

  test("loses each blank once", () => {
    const [found] = validatePattern("-a -b abc");
    expect(found!.fixes![0]!.edits).toEqual([
      { span: { start: 0, end: 3 }, text: "" },
      { span: { start: 3, end: 6 }, text: "" },
    ]);
  });

  test.each(["ab -abc", "-a -ab", "abc -B", "?a ?ab"])("is not seen in %s", (pattern) => {
    expect(told(pattern)).toEqual([]);
  });
});

describe("a term that stands twice", () => {
  const duplicate = (at: string, term: string): object => ({
    ...{ code: "duplicate-condition", at },
    message: `\`${term}\` stands here twice`,
  });

  test.each([
    ["a b ‹a›", "a", "‹a› b a", "a b"],
    ["?a ‹?a›", "?a", "‹?a› ?a", "?a"],
    ["-a ‹-a› x", "-a", "‹-a› -a x", "-a x"],
    ['a ‹"a"›', '"a"', '‹a› "a"', "a"],
    ['a ‹"a"›-b', '"a"', '‹a› "a"-b', "a -b"],
  ])("%s is told with the first", (at, term, first, mended) => {
    expect(told(at.replace(/[‹›]/g, ""))).toEqual([
      { ...duplicate(at, term), related: { [first]: "the first" }, fixes: { "Remove the second": mended } },
    ]);
  });

  test("is told with the first each time", () => {
    expect(toldAs("a a a", "duplicate-condition").map(({ related }) => Object.keys(related!))).toEqual([
      ["‹a› a a"],
      ["‹a› a a"],
    ]);
  });

  test("is ignored rather than told when it is optional beside others", () => {
    expect(told("?a ?a b").map(({ code }) => code)).toEqual(["term-ignored", "term-ignored"]);
    expect(told("b ?a ?a").map(({ code }) => code)).toEqual(["term-ignored", "term-ignored"]);
  });

  test.each(["a ?b -c", "a A", "?a ?b"])("is not seen in %s", (pattern) => {
    expect(toldAs(pattern, "duplicate-condition")).toEqual([]);
  });
});
