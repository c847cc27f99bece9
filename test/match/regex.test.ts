// Regular expressions: the same verdict as a backtracking engine on what both can do, and linear time on what ruins that.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { cellsOf, reach } from "../../src/engine/regex-cells.ts";
import { compilePattern } from "../../src/index.ts";
import { asciiOf } from "../../src/match/regex-ascii.ts";
import { BitSearch } from "../../src/match/regex-bits.ts";
import { Lookahead, NOWHERE, plainTexts, trimmed } from "../../src/match/regex-literals.ts";
import { States, UNKNOWN } from "../../src/match/regex-states.ts";
import { BEYOND, parseRegex, type Regex } from "../../src/pattern/regex.ts";
import { readRegex, readRegexEnds } from "../reference/regex.ts";

const matches = (regex: string, event: string): boolean => compilePattern(`%${regex}%`).test(event);

describe("a regular expression", () => {
  test("is searched for anywhere, its anchors standing at the ends of the text alone", () => {
    expect(matches("b+", "abbc")).toBe(true);
    expect(matches("^b", "ab")).toBe(false);
    expect(matches("^b", "a\nb")).toBe(false);
    expect(matches("a$", "a\nb")).toBe(false);
    expect(matches("^$", "")).toBe(true);
    expect(matches("^a$|^b$", "b")).toBe(true);
  });

  test("counts a surrogate pair as one character", () => {
    expect(matches("^.$", "\u{1F514}")).toBe(true);
    expect(matches("^..$", "\u{1F514}")).toBe(false);
    expect(matches("^[^a]{2}$", "\u{1F514}é")).toBe(true);
  });

  test.each([
    ["\u{1F514}", 1],
    ["\u{10000}", 1],
    ["\u{10FFFF}", 1],
    ["Ā", 1],
    ["Ā\u{1F514}", 2],
    ["\ud83d", 1],
    ["\ud83dx", 2],
    ["\ud83dĀ", 2],
    ["\ud83d\u{1F514}", 2],
    ["\udc00\udc00", 2],
    ["Ā\udc00", 2],
    ["\udfff\ud800", 2],
  ] as const)("counts as many characters in %j as there are: %d", (text, count) => {
    for (let number = 1; number <= 3; number++) {
      expect(matches(`^[^a]{${number}}$`, text), String(number)).toBe(number === count);
      // With too many states to keep, the characters are read bit by bit.
      const before = confusing("xy", 3000);
      const source = `x[xy]{12}-[^a]{${number}}$|x[xy]{12}q`;
      expect(matches(source, `${before}x${"y".repeat(12)}-${text}`), String(number)).toBe(number === count);
    }
  });

  test("goes on behind a character that no expression names", () => {
    expect(matches("[ab][cd]", "Āac")).toBe(true);
    expect(matches("[ab][cd]", "\u{1F514}ac")).toBe(true);
    expect(matches("[ab][cd]", "aĀc")).toBe(false);
  });

  test("matches nothing where it asks for a character that is none", () => {
    for (const text of ["", "a", "\uffff", "Ā"]) expect(matches("[^\\d\\D]", text), text).toBe(false);
    expect(matches("[^\\d\\D]*a", "a")).toBe(true);
  });

  test("whose anchors stand the wrong way round matches an empty text only", () => {
    expect(matches("$^", "")).toBe(true);
    expect(matches("a$^", "a")).toBe(false);
    expect(matches("$^a", "a")).toBe(false);
    expect(matches("[ab]$^", "a")).toBe(false);
  });

  test("knows the characters of a byte beyond ASCII apart", () => {
    expect(matches("caf\\xE9", "café")).toBe(true);
    expect(matches("caf\\xE9", "cafè")).toBe(false);
  });

  // What JavaScript's own engine reads alike: literals, classes, dots, anchors, alternatives, quantifiers.
  const atom = fc.constantFrom("a", "b", "c", ".", "[ab]", "[^a]", "\\d", "\\w", "\\s", "1", " ");
  const quantifier = fc.constantFrom("", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "*?", "+?");
  const item = fc.oneof(
    { weight: 8, arbitrary: fc.tuple(atom, quantifier).map(([a, q]) => a + q) },
    { weight: 1, arbitrary: fc.constantFrom("^", "$") },
  );
  const branch = fc.array(item, { minLength: 1, maxLength: 5 }).map((items) => items.join(""));
  const regex = fc.array(branch, { minLength: 1, maxLength: 3 }).map((branches) => branches.join("|"));
  const event = fc
    .array(fc.constantFrom("a", "b", "c", "1", " ", "\n", "é"), { maxLength: 12 })
    .map((cs) => cs.join(""));

  property.prop([regex, fc.array(event, { minLength: 1, maxLength: 8 })], { numRuns: 2000 })(
    "finds what JavaScript's engine finds",
    (source, events) => {
      // JavaScript's `.` leaves out more line ends, none of which is in these events; its \s and \w agree on them.
      const theirs = new RegExp(source);
      const ours = compilePattern(`%${source}%`);
      for (const text of events) expect(ours.test(text), JSON.stringify(text)).toBe(theirs.test(text));
    },
  );

  /** Whether the expression occurs, searched bit by bit from the start. */
  function occursBitByBit(source: string, text: string): boolean {
    const cells = cellsOf(parseRegex(source, 0).regex!);
    const search = new BitSearch(cells, false);
    const first = new Set<number>();
    for (const start of cells.starts) reach(cells, start, first, true, false);
    search.begin(first);
    const atEnd = (): boolean => {
      const reached = new Set<number>();
      for (const index of search.cells()) reach(cells, index, reached, text === "", true);
      return [...reached].some((index) => cells.all[index]!.kind === "accept");
    };
    if (search.accepts()) return true;
    for (const character of text) {
      search.step(Math.min(character.codePointAt(0)!, BEYOND));
      if (search.accepts()) return true;
    }
    return atEnd();
  }

  property.prop([regex, event], { numRuns: 3000 })("is found alike with one bit a position", (source, text) => {
    expect(occursBitByBit(source, text)).toBe(new RegExp(source).test(text));
  });

  test("is found alike with one bit a position: what loops, what begins with the text, what reads NUL", () => {
    for (const source of ["a+b", "a*b+$", "^b", "^b|cd", "^a+$", "[^a]b", "\\x00b", "a?^b", "a$^"]) {
      for (const text of ["b", "ab", "aaab", "ba", "aab", "abb", "ccd", "\u0000b", "a\u0000b", "aa", ""]) {
        expect(occursBitByBit(source, text), `${source} ${text}`).toBe(new RegExp(source).test(text));
      }
    }
  });

  test("is found alike across the words of many positions", () => {
    for (const source of ["a{0,70}b", "ca{0,70}b", "ca{0,200}b", "a.{64}b", "a{31}b|c{0,99}$", "a{32}b{32}"]) {
      for (const text of [
        "cb",
        "bb",
        "cab",
        `c${"a".repeat(70)}b`,
        `c${"a".repeat(71)}b`,
        `${"a".repeat(70)}b`,
        "c".repeat(99),
        `a${"c".repeat(64)}b`,
        `${"a".repeat(31)}b`,
        `${"a".repeat(32)}${"b".repeat(32)}`,
        "",
        "b",
      ]) {
        expect(occursBitByBit(source, text), `${source} ${text}`).toBe(new RegExp(source).test(text));
      }
    }
  });
});

describe("what is known of a regular expression before a text is read", () => {
  const treeOf = (source: string): Regex => parseRegex(source, 0).regex!;

  /** Literals that overlap themselves and each other, escaped or not, beside what is no literal. */
  const letter = fc.constantFrom("a", "a", "b", "b", "\\.", "\\x61", "\\xE9", "[b]", "-");
  const other = fc.constantFrom(".", "[ab]", "[^a]", "[^\\x00-\\xFF]", "\\d", "\\W");
  const quantifier = fc.constantFrom("", "", "", "", "?", "*", "+", "{0}", "{2}", "{1,3}", "{2,}", "{,2}", "+?");
  const anchor = fc.constantFrom("^", "$");
  const repeated = (atom: fc.Arbitrary<string>) => fc.tuple(atom, quantifier).map(([a, q]) => a + q);
  const item = fc.oneof(
    { weight: 6, arbitrary: letter },
    { weight: 3, arbitrary: repeated(letter) },
    { weight: 3, arbitrary: repeated(other) },
    { weight: 1, arbitrary: anchor },
  );
  const branch = fc
    .tuple(fc.constantFrom("", "", "", "^", "^.*"), fc.array(item, { maxLength: 6 }), fc.constantFrom("", "", "", "$"))
    .map(([start, items, end]) => start + items.join("") + end);
  const regex = fc
    .array(branch, { minLength: 1, maxLength: 3 })
    .map((branches) => branches.join("|"))
    .filter((source) => source !== "");
  const piece = fc.constantFrom(
    ...["a", "a", "aa", "ab", "b", "ba", ".", "-", "é", "\n", "1"],
    ...["\u{1F514}", "\uD83D", "\uDD14", "Ā", "c".repeat(40)],
  );
  const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));

  property.prop([regex, fc.array(text, { minLength: 1, maxLength: 6 })], { numRuns: 4000 })(
    "changes no verdict",
    (source, texts) => {
      const expected = readRegex(source);
      const ours = compilePattern(`%${source}%`);
      for (const each of texts) expect(ours.test(each), JSON.stringify(each)).toBe(expected(each));
    },
  );

  property.prop([regex, text], { numRuns: 1500 })("passes over no place at which a match begins", (source, event) => {
    const ahead = Lookahead.of(treeOf(source));
    if (ahead === undefined) return;
    ahead.begin();
    const endsOf = readRegexEnds(source);
    const chars = [...event];
    const places = [...chars.keys(), chars.length].map((count) => chars.slice(0, count).join("").length);
    const begins = places.filter((_, index) => endsOf(chars, new Set([index])).size > 0);
    for (const at of places) {
      const next = ahead.next(event, at);
      expect(next).toBeGreaterThanOrEqual(at);
      expect(next, `${JSON.stringify(event)} from ${at}`).toBeLessThanOrEqual(
        begins.find((begin) => begin >= at) ?? NOWHERE,
      );
    }
  });

  test("goes to a literal, or as far before it as a match may begin", () => {
    const next = (source: string, event: string, at = 0): number | undefined => {
      const ahead = Lookahead.of(treeOf(source));
      ahead?.begin();
      return ahead?.next(event, at);
    };
    expect(next("user.*failed", "---user---failed")).toBe(3);
    expect(next("user.*failed", "---user---")).toBe(NOWHERE);
    expect(next("[Ee]rror", "--- error")).toBe(4);
    expect(next("[0-9]{1,3}ms", "--------- 12ms")).toBe(9);
    expect(next("[^a]b", "\u{1F514}\u{1F514}b")).toBe(2);
    expect(next("ab|cd", "-----cd-ab")).toBe(5);
    expect(next("^ab|cd", "-----cd", 1)).toBe(5);
    expect(next("^ab", "-ab", 1)).toBe(NOWHERE);
    expect(next("^.*ab", "-a")).toBe(NOWHERE);
    expect(next("^ab", "-a")).toBe(0);
    expect(next("a{1,3}bc", "---aaabc")).toBe(3);
    expect(next("[0-9]ms$", "1ms 2ms 3ms")).toBe(8);
    expect(next("[0-9]{2}$", "-".repeat(50))).toBe(48);
    expect(next("[0-9]+", "1")).toBeUndefined();
    expect(next("ab|[0-9]", "1")).toBeUndefined();
    expect(next("a.|b.|c.|d.|e.|f.|g.|h.|i.", "1")).toBeUndefined();
    expect(matches("^[0-9]{2}$|[0-9]z$", "--12")).toBe(false);
  });

  test("looks for the literal that tells most: the longest, or the one that begins with a rarer character", () => {
    const next = (source: string, event: string): number => {
      const ahead = Lookahead.of(treeOf(source))!;
      ahead.begin();
      return ahead.next(event, 0);
    };
    expect(next("[0-9]a[0-9]Z", "1a--1a2Z")).toBe(4);
    expect(next("[0-9]aZ[0-9]Za", "1aZ---1aZ2Za")).toBe(6);
    expect(next("[0-9]abc[0-9]ZZ", "-----ZZ--1abc2ZZ")).toBe(9);
    // Of those a bounded way into the match as well, and so is what a repeated character is sure to add.
    expect(next("[0-9]x.*ab+de", "----1x--abde")).toBe(4);
    expect(next("[0-9]abcd+[0-9]", "---d---1abcd5")).toBe(7);
    expect(next("a{1,3}bc", "-a---aaabc")).toBe(5);
  });

  test("takes eight alternatives, not nine", () => {
    const some = (count: number): Regex => treeOf([..."abcdefghi"].slice(0, count).join("[0-9]|"));
    expect(Lookahead.of(some(8))).toBeDefined();
    expect(Lookahead.of(some(9))).toBeUndefined();
    expect(plainTexts(trimmed(treeOf("a|b|c|d|e|f|g|h")))).toEqual([..."abcdefgh"]);
  });

  test("goes from each literal to the next", () => {
    const ahead = Lookahead.of(treeOf("[0-9]ms"))!;
    ahead.begin();
    const event = `--1ms--${"-".repeat(90)}2ms`;
    expect([0, 3, 90, 98, 99].map((at) => ahead.next(event, at))).toEqual([2, 3, 97, 98, NOWHERE]);
  });

  test("stops going to a literal that is everywhere", () => {
    const ahead = Lookahead.of(treeOf("a[0-9]"))!;
    const event = "a-----".repeat(1000);
    ahead.begin();
    let jumps = 0;
    for (let at = 0; at < event.length; at++) if (ahead.next(event, at) > at) jumps++;
    expect(jumps).toBeLessThan(100);
    // The first few are looked for in any case.
    ahead.begin();
    expect([1, 7, 13].map((at) => ahead.next(event, at))).toEqual([6, 12, 18]);
  });

  test("leaves out what may be left out at the ends, and finds texts where nothing else is left", () => {
    const texts = (source: string): readonly string[] | undefined => plainTexts(trimmed(treeOf(source)));
    expect(texts(".*Error.*|Exception.?")).toEqual(["Error", "Exception"]);
    expect(texts("a*b{2,}")).toEqual(["bb"]);
    expect(texts("a{2,3}[x]{2}b?")).toEqual(["aaxx"]);
    expect(texts(".*")).toEqual([""]);
    for (const source of ["^a", "a$", "ab+c", "[ab]", "a.b", "[^\\x00-\\xFF]", "a{33}", "a|b|c|d|e|f|g|h|i"]) {
      expect(texts(source), source).toBeUndefined();
    }
  });

  test("takes literals that are cut for a sign, not for the whole", () => {
    const long = "abcdefghijklmnopqrstuvwxyz0123456789";
    expect(matches(long, `--${long}--`)).toBe(true);
    expect(matches(long, `--${long.slice(0, 35)}`)).toBe(false);
    expect(matches("a{1000}", "a".repeat(999))).toBe(false);
    expect(matches("a{1000}", "a".repeat(1000))).toBe(true);
  });

  test("is the same for a text in bytes and for one that has none", () => {
    for (const padding of ["-", "é", "Ā", "\u{1F514}", "\uD83D"]) {
      for (const count of [0, 1, 30, 31, 32, 33, 40, 5000]) {
        const before = padding.repeat(count);
        expect(matches("[0-9]{3}x|y[0-9]$", `${before}123x`)).toBe(true);
        expect(matches("[0-9]{3}x|y[0-9]$", `${before}12x${before}y5`)).toBe(true);
        expect(matches("[0-9]{3}x|y[0-9]$", `${before}12x${before}y5${padding}`)).toBe(false);
      }
    }
    const long = "-".repeat(2_000_000);
    expect(matches("[0-9]x", long)).toBe(false);
    expect(matches("[0-9][xy]", `${long}1y`)).toBe(true);
    expect(asciiOf(long)).toBeUndefined();
    expect(asciiOf("é")).toBeUndefined();
    expect(asciiOf("az")?.subarray(0, 2)).toEqual(new Uint8Array([97, 122]));
    const longest = "a".repeat(1_048_576);
    expect(asciiOf(longest)).toBeDefined();
    expect(asciiOf(`${longest.slice(1)}é`)).toBeUndefined();
  });

  test("is the same in the bytes of a text that has no sign of where a match begins", () => {
    // No literal, so every character is read.
    const regex = "[0-9]{3}[xy]|[pq][0-9]$";
    for (const padding of ["-", "é", "\u{1F514}"]) {
      for (const count of [0, 1, 28, 29, 30, 31, 32, 33, 40, 5000]) {
        const before = padding.repeat(count);
        expect(matches(regex, `${before}123x`)).toBe(true);
        expect(matches(regex, `${before}12x${before}456y${before}`)).toBe(true);
        expect(matches(regex, `${before}12x${before}p5`)).toBe(true);
        expect(matches(regex, `${before}12x${before}p5${padding}`)).toBe(false);
      }
    }
  });

  test("ends where the text ends, whatever text was there before", () => {
    const matcher = compilePattern("%[0-9]{3}[xy]%");
    const dashes = "-".repeat(40);
    expect(matcher.test(`${dashes}123x`)).toBe(true);
    expect(matcher.test(`${dashes}12`)).toBe(false);
    expect(matcher.test(`${dashes}123`)).toBe(false);
    expect(matcher.test(dashes)).toBe(false);
    const last = compilePattern("%[0-9]{2}$|[pq][rs]%");
    expect(last.test(`${dashes}123x-4`)).toBe(false);
    expect(last.test(`${dashes}12`)).toBe(true);
    expect(last.test(`${dashes}123x-`)).toBe(false);
    expect(last.test(`${dashes}1`)).toBe(false);
  });
});

/** Letters in an order that lets few states of a search recur; always the same. */
function confusing(letters: string, length: number): string {
  let seed = 1;
  return Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return letters.charAt(seed % letters.length);
  }).join("");
}

describe("a regular expression of more states than are kept", () => {
  const noise = confusing("ac", 5000);
  const twelve = "acacacacacac";

  test.each([
    ["a[ac]{12}b", `${noise}a${twelve}b`, true],
    ["a[ac]{12}b", `${noise}${twelve}-b`, false],
    // An alternative without `$`, so that the text is read from its start.
    ["a[ac]{12}b$|a[ac]{12}d", `${noise}a${twelve}b`, true],
    ["a[ac]{12}b$|a[ac]{12}d", `${noise}a${twelve}b-`, false],
    ["a[ac]{12}$|a[ac]{12}d", `${noise}a${twelve}`, true],
    ["a[ac]{12}b|^de", `${noise}de`, false],
    ["a[ac]{12}b|de", `${noise}de`, true],
    ["a[ac]{12}-$^", `${noise}a${twelve}-`, false],
    ["a[ac]{12}b|[^ac][^ac]$", `${noise}\u{1F514}-`, true],
    ["a[ac]{12}b|[^ac][^ac]$", `${noise}\u{1F514}`, false],
  ] as const)("is found all the same: %s", (source, text, expected) => {
    expect(readRegex(source)(text)).toBe(expected);
    const matcher = compilePattern(`%${source}%`);
    // The second time the states are full from the start.
    expect([matcher.test(text), matcher.test(text), matcher.test("-")]).toEqual([expected, expected, false]);
  });
});

describe("the states of a regular expression", () => {
  test("are bounded in number and in what they keep", () => {
    for (const source of ["a[ab]{12}c", "a[ab]{900}c"]) {
      const states = new States(cellsOf(parseRegex(source, 0).regex!), false, false);
      const rows = new Set<number>();
      let seed = 1;
      for (let row = states.first; row !== UNKNOWN && rows.size <= 1000; ) {
        rows.add(row);
        seed = (seed * 48_271) % 2_147_483_647;
        row = states.after(row, states.classes[seed % 2 === 0 ? 97 : 98]!);
      }
      const kept = [...rows].reduce((sum, each) => sum + states.at(each).cells.length, 0);
      expect(rows.size, source).toBeLessThanOrEqual(1000);
      expect(kept, source).toBeLessThanOrEqual(50_000);
      // And one of the two bounds is reached before a search is told to go on without.
      expect(rows.size > 990 || kept > 48_000, source).toBe(true);
    }
  });

  test("are one where the same positions were reached, and two where they only look alike", () => {
    const states = new States(cellsOf(parseRegex("a[ab]c", 0).regex!), false, false);
    const rowAfter = (text: string): number =>
      [...text].reduce((row, letter) => states.after(row, states.classes[letter.charCodeAt(0)]!), states.first);
    expect(rowAfter("aa")).toBe(rowAfter("aaa"));
    expect(rowAfter("ab")).toBe(rowAfter("aab"));
    expect(rowAfter("aa")).not.toBe(rowAfter("a"));
    expect([...states.at(rowAfter("aa")).cells]).toEqual([...states.at(rowAfter("aa")).cells].sort((a, b) => a - b));
    // Positions 0, 1 and 2 after "gg"; 0 and 12 after "g" and eleven letters.
    expect(matches("[gh][gb][bd]{10}[ce]", `gg-g${"b".repeat(11)}c`)).toBe(true);
  });
});
