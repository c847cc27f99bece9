// What is said about the tests of conditions, whole; which tests are said to exclude each other, and which are not; and which
// fixes are kept.

import { describe, expect, test } from "vitest";
import { type Told, told } from "./shown.ts";

const toldAs = (pattern: string, code: string): readonly Told[] => told(pattern).filter((one) => one.code === code);
const fixesOf = (pattern: string, code: string): readonly Told["fixes"][] =>
  toldAs(pattern, code).map(({ fixes }) => fixes);

/** `prefix 1`, `prefix 2` and so on, joined. */
const many = (count: number, prefix: string, joint: string): string =>
  Array.from({ length: count }, (_, index) => `${prefix} ${100 + index}`).join(joint);

describe("tests that never hold together", () => {
  test("are told at the last of them, with the other", () => {
    expect(told("{ $.a = 1 && $.a = 2 }")).toEqual([
      {
        ...{ code: "never-holds", at: "{ $.a = 1 && ‹$.a = 2› }" },
        message: "`$.a = 2` never holds together with `$.a = 1`",
        related: { "{ ‹$.a = 1› && $.a = 2 }": "the other condition" },
        fixes: { "Join them with ||": "{ $.a = 1 || $.a = 2 }", "Remove $.a = 2": "{ $.a = 1 }" },
      },
    ]);
  });

  test("are told with both others when there are three, and no more", () => {
    expect(toldAs("{ $.a >= 5 && $.a <= 5 && $.a != 7 && $.a != 5 }", "never-holds")).toEqual([
      {
        ...{ code: "never-holds", at: "{ $.a >= 5 && $.a <= 5 && $.a != 7 && ‹$.a != 5› }" },
        message: "`$.a != 5` never holds together with `$.a >= 5` and `$.a <= 5`",
        related: {
          "{ ‹$.a >= 5› && $.a <= 5 && $.a != 7 && $.a != 5 }": "the other condition",
          "{ $.a >= 5 && ‹$.a <= 5› && $.a != 7 && $.a != 5 }": "the other condition",
        },
        fixes: { "Remove $.a != 5": "{ $.a >= 5 && $.a <= 5 && $.a != 7 }" },
      },
    ]);
  });

  test("are told in the order of the text", () => {
    const [found] = toldAs("[a >= 5 && a <= 5 && a != 7 && a != 5, b]", "never-holds");
    expect(found!.message).toBe("`a != 5` never holds together with `a >= 5` and `a <= 5`");
  });

  test("are looked for among the last twelve of one value", () => {
    const pattern = (between: number): string =>
      `{ $.a >= 5 && $.a <= 5 && ${many(between, "$.a !=", " && ")} && $.a != 5 }`;
    expect(toldAs(pattern(10), "never-holds")).toHaveLength(1);
    expect(toldAs(pattern(11), "never-holds")).toEqual([]);
  });

  test("may be ways to choose among alternatives", () => {
    expect(told("{ ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) }")).toEqual([
      {
        ...{ code: "never-holds", at: "{ ‹($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4)› }" },
        message:
          "`($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4)` never holds: whichever alternatives are taken, they exclude each other",
        related: {
          "{ (‹$.a = 1› || $.a = 2) && ($.a = 3 || $.a = 4) }": "these, for example",
          "{ ($.a = 1 || $.a = 2) && (‹$.a = 3› || $.a = 4) }": "these, for example",
        },
        fixes: {
          "Join them with ||": "{ ($.a = 1 || $.a = 2) || ($.a = 3 || $.a = 4) }",
          "Remove ($.a = 3 || $.a = 4)": "{ ($.a = 1 || $.a = 2) }",
        },
      },
    ]);
  });
});

describe("a test that never holds", () => {
  const message = (condition: string): string => `\`${condition}\` never holds: every text and number is equal to that`;

  test("of a property is meant as NOT EXISTS", () => {
    expect(told("{ $.a != * && $.b = 1 }")).toEqual([
      {
        ...{ code: "never-holds", at: "{ ‹$.a != *› && $.b = 1 }", message: message("$.a != *") },
        fixes: { "Write $.a NOT EXISTS": "{ $.a NOT EXISTS && $.b = 1 }", "Remove $.a != *": "{ $.b = 1 }" },
      },
    ]);
  });

  test("of a field is left out", () => {
    expect(told("[a != *, b]")).toEqual([
      {
        ...{ code: "never-holds", at: "[‹a != *›, b]", message: message("a != *") },
        fixes: { "Leave out the condition": "[a, b]" },
      },
    ]);
  });

  test("may hold for one of an array", () => {
    expect(told("{ $.a[*] != * }")).toEqual([]);
  });
});

/** Two tests, of which each order is looked at. */
const orders = (pairs: readonly (readonly [string, string])[]): readonly string[] =>
  pairs.flatMap(([one, other]) => [`{ ${one} && ${other} }`, `{ ${other} && ${one} }`]);

describe("never holds", () => {
  test.each(
    orders([
      ["$.a IS TRUE", "$.a IS NULL"],
      ["$.a IS TRUE", "$.a = 1"],
      // What must be there is missing.
      ["$.a NOT EXISTS", "$.a IS NULL"],
      ["$.a NOT EXISTS", "$.a.b.c IS TRUE"],
      ["$.a.b NOT EXISTS", "$.a.b != 1"],
      ["$.a NOT EXISTS", "$.a[*] != 1"],
      ["$.a[*] NOT EXISTS", "$.a[*] = 1"],
      // Nothing stands in a text, a number, true or false, and no name in a list of nulls.
      ["$.a = 1", "$.a.b != 2"],
      ["$.a = x", "$.a[0] = 2"],
      ["$.a IS TRUE", "$.a[0] = 1"],
      ["$.a IS FALSE", "$.a.b = 1"],
      ["$.a IS NULL", "$.a.b = 1"],
      ["$.a IS NULL", "$.a.1b = 1"],
      ["$.a IS NULL", "$.a.b1 = 1"],
      // One asks for a list, the other for an object.
      ["$.a[0] = 1", "$.a.b = 1"],
      ["$.a[0] = 1", "$.a.b[*] = 1"],
      ["$.a[0] = 1", "$.a.1b = 1"],
      ["$.a[0] = 1", "$.a.b != 1"],
      // For one the same is asked as is forbidden for all.
      ["$.a[*] = 1", "$.a[*] != 1"],
      ["$.a[*] = ab", "$.a[*] != a*"],
      // A number's text begins with no plus, a text has no order.
      ['$.a = "+1*"', "$.a > 0"],
    ]),
  )("%s", (pattern) => {
    expect(toldAs(pattern, "never-holds")).toHaveLength(1);
  });
});

describe("may hold", () => {
  test.each(
    orders([
      ["$.a IS TRUE", "$.a IS TRUE"],
      ["$.a IS TRUE", "$.b IS NULL"],
      // Both may be missing; nor is what stands beside.
      ["$.a NOT EXISTS", "$.a.b NOT EXISTS"],
      ["$.a NOT EXISTS", "$.a NOT EXISTS"],
      ["$.a.b NOT EXISTS", "$.a.c = 1"],
      ["$.a.b NOT EXISTS", "$.a IS NULL"],
      ["$.a[*] NOT EXISTS", "$.a[*].b != 2"],
      // IS NULL holds for a list with a null in it, and a name of digits may lead into one.
      ["$.a IS NULL", "$.a[0] = 1"],
      ["$.a IS NULL", "$.a.0 = 1"],
      ["$.a IS NULL", "$.a.10 = 1"],
      ["$.a[0] = 1", "$.a.10 = 1"],
      ["$.a[0] = 1", "$.a[1] = 1"],
      ["$.b[0] = 1", "$.a.b = 1"],
      ["$.a[0] NOT EXISTS", "$.a.b = 1"],
      // A wildcard stands for any element or member, each time another.
      ["$.a.* = 1", "$.a.b = 1"],
      ["$.a[*].b = 1", "$.a[*][0] = 1"],
      ["$.a[*] = 1", "$.a[*] = 2"],
      ["$.a[*] = 1", "$.a[*] != 2"],
      ["$.a[*] > 1", "$.a[*] != 1"],
      ["$.a[*] = 1", "$.a[*] IS NULL"],
      ["$.a[*] != 1", "$.a[*] IS NULL"],
      ["$.a[*] IS NULL", "$.a[*] IS TRUE"],
      // As a text or as a number.
      ['$.a = "1.0"', "$.a = 1"],
    ]),
  )("%s", (pattern) => {
    expect(toldAs(pattern, "never-holds")).toEqual([]);
  });
});

describe("tests that leave nothing out", () => {
  test.each([
    ["every text and number", "{ $.a NOT EXISTS || ", "$.a != x", "$.a != y", " }"],
    ["every number", "{ ", "$.a < 5", "$.a > 3", " }"],
    ["every text", "[", "a != x", "a != y", ", b]"],
    ["every number", "[", "a < 5", "a > 3", ", b]"],
  ])("hold for %s: %s%s || %s%s", (what, before, one, other, after) => {
    expect(told(`${before}${one} || ${other}${after}`)).toEqual([
      {
        ...{ code: "always-holds", at: `${before}${one} || ‹${other}›${after}` },
        message: `This or \`${one}\` holds for ${what}, so they exclude none together`,
        related: { [`${before}‹${one}› || ${other}${after}`]: "the other condition" },
        fixes: { "Join them with &&": `${before}${one} && ${other}${after}` },
      },
    ]);
  });

  test("are told with both others when there are three", () => {
    expect(told("{ $.a < 5 || $.a = 5 || $.a > 5 }")).toEqual([
      {
        ...{ code: "always-holds", at: "{ $.a < 5 || $.a = 5 || ‹$.a > 5› }" },
        message: "This or `$.a < 5` or `$.a = 5` holds for every number, so they exclude none together",
        related: {
          "{ ‹$.a < 5› || $.a = 5 || $.a > 5 }": "the other condition",
          "{ $.a < 5 || ‹$.a = 5› || $.a > 5 }": "the other condition",
        },
        fixes: { "Write $.a = *, which holds for any text or number": "{ $.a = * }" },
      },
    ]);
  });

  test("may be no condition at all", () => {
    expect(fixesOf("[a = x || a != x, b]", "always-holds")).toEqual([{ "Leave out the condition": "[a, b]" }]);
    expect(fixesOf("[(a = x || a != x), b]", "always-holds")).toEqual([undefined]);
  });

  test("are told once, where the last of those to blame stands", () => {
    expect(toldAs("[a = 5 || a < 8 || a > 7 || a != 5, b]", "always-holds").map(({ at }) => at)).toEqual([
      "[a = 5 || a < 8 || ‹a > 7› || a != 5, b]",
    ]);
  });

  test("are looked for among the last twelve of one value", () => {
    const pattern = (between: number): string => `{ $.a < 5 || ${many(between, "$.a =", " || ")} || $.a >= 5 }`;
    expect(toldAs(pattern(11), "always-holds")).toHaveLength(1);
    expect(toldAs(pattern(12), "always-holds")).toEqual([]);
  });

  test.each([
    "{ $.a != a* || $.a != ab* || $.a < 5 }",
    "{ $.a[*] != a || $.a[*] != b }",
    "{ $.a IS NULL || $.a != x }",
    "{ $.a < 5 || $.b >= 5 }",
    "{ $.a < 5 || $.a > 5 }",
  ])("are not seen in %s", (pattern) => {
    expect(toldAs(pattern, "always-holds")).toEqual([]);
  });
});

describe("the fixes of what is told", () => {
  test("are tried, eight of them", () => {
    const pattern = (count: number): string => `{ ${Array.from({ length: count }, () => "$.a = 1").join(" && ")} }`;
    const fixes = { "Remove the second": pattern(10) };
    expect(fixesOf(pattern(11), "duplicate-condition")).toEqual([
      ...Array.from({ length: 8 }, () => fixes),
      undefined,
      undefined,
    ]);
  });

  test("are kept where they mend something", () => {
    // Joined with the one before, both still exclude the first.
    expect(fixesOf("{ $.a = 3 && $.b = 1 && $.a = 1 && $.a = 2 }", "never-holds")).toEqual([
      { "Remove $.a = 1": "{ $.a = 3 && $.b = 1 && $.a = 2 }" },
      { "Remove $.a = 2": "{ $.a = 3 && $.b = 1 && $.a = 1 }" },
    ]);
  });

  test("leave a pattern that the service accepts", () => {
    const pattern = (length: number): string => {
      const [before, after] = ["{ $.b = ", " && $.a = 1 && $.a = 2 }"];
      return before + "x".repeat(length - before.length - after.length) + after;
    };
    const titles = (length: number): readonly string[] =>
      toldAs(pattern(length), "never-holds").flatMap(({ fixes = {} }) => Object.keys(fixes));
    // The parentheses are two characters more, and 1,024 are the most.
    expect(titles(1022)).toEqual(["Join them with ||", "Remove $.a = 2"]);
    expect(titles(1023)).toEqual(["Remove $.a = 2"]);
  });
});

test("a wildcard that misses is told as a regular expression unless there are two already, whatever else is compared", () => {
  const said = {
    code: "wildcard-tail",
    message: "`*11` misses a text with `11` in it before its end: the service takes the first one only",
  };
  expect(told("{ $.a = x && $.b = 2 && $.c = *11 }")).toEqual([
    {
      ...{ ...said, at: "{ $.a = x && $.b = 2 && $.c = ‹*11› }" },
      fixes: { "Write %11$%": "{ $.a = x && $.b = 2 && $.c = %11$% }" },
    },
  ]);
  expect(told("{ $.a = %x% && $.b = %y% && $.c = *11 }")).toEqual([
    { ...said, at: "{ $.a = %x% && $.b = %y% && $.c = ‹*11› }" },
  ]);
});
