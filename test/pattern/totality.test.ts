// Holds: parsing and validating never throw and point only inside the text, whatever the text.

import fc from "fast-check";
import { describe, test } from "vitest";
import { garbage } from "../match/arbitrary.ts";
import { check } from "./total.ts";

/** UTF-16 units without regard to pairs, NUL included. */
const units = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes));
const opening = fc.constantFrom("", "{", "[", "%", '"', "{ $.", "{ $.a = ", "[a = ", "{ $.a = %");

describe("any text is parsed and validated without a throw, every position inside it", () => {
  test.each([
    ["scraps and mutants of patterns", garbage],
    ["UTF-16 units, lone surrogates among them", fc.tuple(opening, units).map((parts) => parts.join(""))],
    ["code points", fc.tuple(opening, fc.string({ unit: "binary", maxLength: 20 })).map((parts) => parts.join(""))],
  ] as const)("%s", (_, texts) => {
    fc.assert(fc.property(texts, check), { numRuns: 1500 });
  });

  test.each([
    "\u0000",
    "\ud800",
    "\udc00\ud800",
    "{",
    "[",
    "%",
    '"',
    "-",
    "?",
    "{}",
    "[]",
    "%%",
    '""',
    "\ufeff{ $.a = 1 }",
  ])("%j", (text) => check(text));
});
