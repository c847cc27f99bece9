// Holds: completion offers what can stand at a place, all of it, and nothing else.

import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { type CompleteOptions, type Completion, complete } from "../../src/editor/index.ts";
import { pieces } from "../../src/pattern/pieces.ts";
import { anyText, isValid, validPattern } from "./patterns.ts";

const EVENTS = [
  '{"eventName":"ConsoleLogin","errors":3,"ok":true,"userIdentity":{"type":"Root","a b":[{"c":"x"},{"c":"y"}]}}',
  '{"eventName":"CreateUser","errors":12.5,"it\'s":1}',
  "GET /index.html 200",
  "PUT /index.html 404",
];

/** What is offered at `‸`, as the text afterwards. */
function offered(marked: string, options: CompleteOptions = {}): readonly string[] {
  const at = marked.indexOf("‸");
  const text = marked.slice(0, at) + marked.slice(at + 1);
  return complete(text, at, options).map((item) => applied(text, item));
}

function applied(text: string, { span, insert }: Completion): string {
  return text.slice(0, span.start) + insert + text.slice(span.end);
}

describe("what is offered", () => {
  test.each<[marked: string, inserts: string]>([
    ["‸", '{ $. }·[]·%%·""·-·?'],
    [" ‸", '""·-·?'],
    ["ERROR ‸", '-·?·""'],
    ["ERROR‸", ' -· ?· ""'],
    ["ERROR -‸", '""'],
    ["{‸", "(·$."],
    ["{ $.a‸", "=·!=·>·>=·<·<=· IS NULL· IS TRUE· IS FALSE· NOT EXISTS"],
    ["{ $.a I‸", "IS NULL·IS TRUE·IS FALSE"],
    ["{ $.a IS ‸", "NULL·TRUE·FALSE"],
    ["{ $.a is t‸", "TRUE"],
    ["{ $.a NOT ‸", "EXISTS"],
    ["{ $.a = ‸", '0·""·*·%%'],
    ["{ $.a > ‸", "0"],
    ["{ $.a !‸", "!="],
    ["{ $.a >‸", ">=·0"],
    ["{ $.a = 1 ‸", "&&·||·}"],
    ["{ $.a = 1 &‸", "&&"],
    ["{ $.a = 1 ‸ }", "&&·||"],
    ["{ ($.a = 1‸", "&&·||·)"],
    ["{ $.a = 1 } ‸", ""],
    ["{ $.a = %x% || $.b != %y% || $.c = ‸", '0·""·*'],
    ["{ $.a == ‸", '0·""·*·%%'],
    ["{ ‸ && $.b = 1 }", "(·$."],
    ["{ $.a ‸ && $.b = 1 }", "=·!=·>·>=·<·<=·IS NULL·IS TRUE·IS FALSE·NOT EXISTS"],
    ["[‸", "...·(·w1·,·]"],
    ["[a, ‸", "...·(·w2·,·]"],
    ["[..., ‸", "(·w1·,·]"],
    ["[w2, ‸", "...·(·w3·,·]"],
    ["[a‸", "=·!=·>·>=·<·<=·,·]"],
    ["[a=1 && ‸", "(·a"],
    ["[a=1, b=2 || ‸", "(·b"],
    ["[a>‸]", ">=·0"],
    ["%a‸", "%"],
    ["%[a‸", ""],
    ["%‸", ""],
    ["%a‸%", ""],
  ])("%s", (marked, inserts) => {
    const at = marked.indexOf("‸");
    const text = marked.slice(0, at) + marked.slice(at + 1);
    const items = complete(text, at);
    expect(items.map(({ insert }) => insert).join("·")).toBe(inserts);
  });

  test("the caret belongs inside quotes, marks and braces", () => {
    const carets = complete("", 0).map(({ insert, caret }) => `${insert.slice(0, caret)}^${insert.slice(caret)}`);
    expect(carets).toEqual(["{ $.^ }", "[^]", "%^%", '"^"', "-^", "?^"]);
  });

  test("selectors come from sample events, written so that the service reads them", () => {
    expect(offered("{ $.u‸ = 1 }", { sampleEvents: EVENTS })).toEqual(
      [
        "{ $.userIdentity = 1 }",
        "{ $.userIdentity.type = 1 }",
        "{ $.userIdentity.['a b'] = 1 }",
        "{ $.userIdentity.['a b'][*] = 1 }",
        "{ $.userIdentity.['a b'][*].c = 1 }",
      ].concat(
        ["= ", "!= ", "> ", ">= ", "< ", "<= "].map((operator) => `{ $.u${operator.trim()} = 1 }`),
        ["{ $.u IS NULL = 1 }", "{ $.u IS TRUE = 1 }", "{ $.u IS FALSE = 1 }", "{ $.u NOT EXISTS = 1 }"],
      ),
    );
    const all = complete("{ ", 2, { sampleEvents: EVENTS });
    expect(all.some(({ insert }) => insert.includes("it's"))).toBe(false);
    expect(all.find(({ insert }) => insert === "$.errors")?.detail).toBe(
      "In the sample events: number, such as 3, 12.5.",
    );
  });

  test("a selector that was begun without its root is found too", () => {
    expect(offered("{ event‸", { sampleEvents: EVENTS })).toEqual(["{ $.eventName"]);
  });

  test("no selector with a wildcard is offered once three are used", () => {
    const items = complete("{ $.a.* = 1 || $.b.* = 1 || $.c.* = 1 || ", 41, { sampleEvents: EVENTS });
    expect(items.map(({ insert }) => insert)).toContain("$.userIdentity.['a b']");
    expect(items.filter(({ insert }) => insert.includes("[*]"))).toEqual([]);
  });

  test("values come from the place that is compared", () => {
    const values = (marked: string): readonly string[] =>
      complete(marked, marked.length, { sampleEvents: EVENTS })
        .filter(({ detail }) => detail.startsWith("Seen"))
        .map(({ insert }) => insert);
    expect(values("{ $.eventName = ")).toEqual(['"ConsoleLogin"', '"CreateUser"']);
    expect(values('{ $.eventName = "Con')).toEqual(['"ConsoleLogin"']);
    expect(values("{ $.eventName = Cre")).toEqual(['"CreateUser"']);
    expect(values("{ $.errors > ")).toEqual(["3", "12.5"]);
    expect(values("{ $.['userIdentity'].['a b'][1].c = ")).toEqual(['"x"', '"y"']);
    expect(values("{ $.eventName > ")).toEqual([]);
    expect(values("[method, path, status=")).toEqual(["200", "404"]);
    expect(values("[..., status=")).toEqual([]);
  });

  test("field names are those given that are still free", () => {
    const fieldNames = ["ip", "status", "no name"];
    const names = (text: string): readonly string[] =>
      complete(text, text.length, { fieldNames })
        .filter(({ kind }) => kind === "name")
        .map(({ insert }) => insert);
    expect(names("[")).toEqual(["ip", "status", "w1"]);
    expect(names("[ip, ")).toEqual(["status", "w2"]);
    expect(names("[ip, status=4* && ")).toEqual(["status"]);
  });

  test("parentheses are offered up to the depth that is accepted", () => {
    const has = (depth: number): boolean => offered(`{${"(".repeat(depth)}‸`).includes(`{${"(".repeat(depth + 1)}`);
    expect([has(199), has(200)]).toEqual([true, false]);
  });

  test("the rest of a word is replaced with it, other text is not", () => {
    const options = { sampleEvents: EVENTS };
    expect(offered("{ $.eve‸nt = 1 }", options)[0]).toBe("{ $.eventName = 1 }");
    expect(offered('{ $.eventName = "Con‸ && $.b = "x" }', options)[0]).toBe(
      '{ $.eventName = "ConsoleLogin" && $.b = "x" }',
    );
    expect(offered('{ $.eventName = "Con‸" }', options)[0]).toBe('{ $.eventName = "ConsoleLogin" }');
  });
});

/** One way to begin each kind of piece, and how its item is told. Words that would do as a value as well are told last. */
interface Kind {
  readonly written: string;
  readonly isItem: (item: Completion) => boolean;
  readonly isWord?: boolean;
}

const by = (written: string, insert = written): Kind => ({ written, isItem: (item) => item.insert.trim() === insert });
const word = (kind: Kind): Kind => ({ ...kind, isWord: true });
const conditions = [
  ...[by("("), by(")"), by("="), by("!="), by(">"), by("<="), by("&&"), by("||")],
  ...[by("1", "0"), by('"v w"', '""'), by("%x%", "%%")],
];
const KINDS: Readonly<Record<string, readonly Kind[]>> = {
  "{": [...conditions, by("$.q", "$."), by("IS NULL"), by("NOT EXISTS"), by("NULL"), word(by("EXISTS")), by("}")],
  "[": [...conditions, by(","), word(by("...")), by("]")],
  "": [by("-"), by("?"), by('"v w"', '""')],
};

/** True when some text completes `text` to a valid pattern. */
function canBeFinished(text: string): boolean {
  const first = KINDS[text[0] ?? ""] === undefined ? "" : text[0]!;
  const names = first === "[" ? [...new Set(text.match(/[\p{L}_][\p{L}\p{Nd}_]*/gu))] : [];
  const heads = {
    "{": ["", "1", "=1", "$.q=1", "NULL", "EXISTS"],
    "[": ["", "1", "=1", "q=1", ...names.map((name) => `${name}=1`)],
    "": ["", '"v w"'],
  }[first]!;
  const open = (text.match(/\(/g) ?? []).length;
  const ends =
    first === "" ? [""] : Array.from({ length: open + 1 }, (_, n) => ")".repeat(n) + (first === "{" ? "}" : "]"));
  return [text, ...heads.flatMap((head) => ends.map((end) => `${text} ${head}${end}`))].some(isValid);
}

/** Beginnings of valid patterns, cut before or after a piece. */
const beginning = fc
  .tuple(
    validPattern.filter((text) => !text.startsWith("%")),
    fc.nat(),
    fc.boolean(),
  )
  .map(([text, pick, after]) => {
    const row = pieces(text).filter(({ kind }) => kind !== "close");
    const piece = row[pick % Math.max(row.length, 1)];
    return piece === undefined ? "" : text.slice(0, after ? piece.span.end : piece.span.start);
  })
  .filter((text) => text.trim() !== "");

describe("after the beginning of a valid pattern", () => {
  property.prop([beginning], { numRuns: 150 })("all that can stand there is offered, and nothing else", (text) => {
    const items = complete(text, text.length);
    const kinds = KINDS[text[0]!] ?? KINDS[""]!;
    const has = ({ isItem }: Kind): boolean => items.some((item) => item.span.start === text.length && isItem(item));
    const isValue = has(by('"v w"', '""'));
    const said: string[] = [];
    const right: string[] = [];
    for (const kind of kinds) {
      if (kind.isWord === true && isValue) continue;
      if (has(kind)) said.push(kind.written);
      if (canBeFinished(`${text} ${kind.written}`)) right.push(kind.written);
    }
    expect(said).toEqual(right);
  });

  property.prop([beginning], { numRuns: 150 })("every item, put in, can be finished to a valid pattern", (text) => {
    for (const item of complete(text, text.length, { sampleEvents: EVENTS, fieldNames: ["ip", "x"] })) {
      const { insert, caret } = item;
      const filling = insert.endsWith("$.") ? "q" : caret < insert.length ? "x" : "";
      const filled = applied(text, { ...item, insert: insert.slice(0, caret) + filling + insert.slice(caret) });
      expect(canBeFinished(filled), filled).toBe(true);
    }
  });

  property.prop([beginning], { numRuns: 150 })(
    "a name is offered in a space-delimited pattern where one can stand",
    (text) => {
      if (!text.startsWith("[")) return;
      const items = complete(text, text.length);
      if (items.some(({ label }) => label === "a number")) return;
      const names = [...new Set(text.match(/[\p{L}_][\p{L}\p{Nd}_]*/gu)), "q1"];
      const isOffered = items.some(({ kind, span }) => kind === "name" && span.start === text.length);
      expect(isOffered).toBe(names.some((name) => canBeFinished(`${text} ${name}`)));
    },
  );
});

describe("any text", () => {
  property.prop([anyText, fc.nat(40)], { numRuns: 1000 })(
    "gets an answer, whose spans hold the offset",
    (text, pick) => {
      const at = pick % (text.length + 1);
      for (const { span, insert, caret } of complete(text, at, { sampleEvents: [text, ...EVENTS] })) {
        expect(0 <= span.start && span.start <= at && at <= span.end && span.end <= text.length).toBe(true);
        expect(0 <= caret && caret <= insert.length).toBe(true);
      }
    },
  );

  test("offsets outside the text count as its ends", () => {
    for (const offset of [-1, Number.NaN, Number.NEGATIVE_INFINITY])
      expect(complete("[a]", offset)).toEqual(complete("[a]", 0));
    for (const offset of [4, 1e9, Number.POSITIVE_INFINITY])
      expect(complete("[a]", offset)).toEqual(complete("[a]", 3));
  });

  test("sample events of any shape are read, deep and large ones up to a bound", () => {
    const deep = `{"a":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;
    const wide = `{${Array.from({ length: 5000 }, (_, n) => `"m${n}":${n}`).join(",")}}`;
    const sampleEvents = ["", "{", "null", deep, wide, "x".repeat(1_000_000)];
    expect(complete("{ ", 2, { sampleEvents }).length).toBeGreaterThan(500);
  });
});
