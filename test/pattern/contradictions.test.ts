// What is said about conditions that exclude each other, leave nothing out, or stand twice: all of it, word for word, and nothing
// else; and where it ends.

import { describe, expect, test } from "vitest";
import { validatePattern } from "../../src/index.ts";
import { told, type Whole } from "./told.ts";

describe("conditions that exclude each other", () => {
  test.each<Whole>([
    [
      "{ $.a = 1 && $.a = 2 }",
      "never-holds: { $.a = 1 && ‹$.a = 2› }",
      "  `$.a = 2` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a = 2 }",
      "  Join them with ||: { $.a = 1 || $.a = 2 }",
      "  Remove $.a = 2: { $.a = 1 }",
    ],
    [
      "{ $.a = 1 && $.a != 1 }",
      "never-holds: { $.a = 1 && ‹$.a != 1› }",
      "  `$.a != 1` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a != 1 }",
      "  Remove $.a != 1: { $.a = 1 }",
    ],
    [
      "{ $.a.b IS TRUE && $.a = x }",
      "never-holds: { $.a.b IS TRUE && ‹$.a = x› }",
      "  `$.a = x` never holds together with `$.a.b IS TRUE`",
      "  the other condition: { ‹$.a.b IS TRUE› && $.a = x }",
      "  Remove $.a = x: { $.a.b IS TRUE }",
    ],
    [
      "{ $.a = 1 && $.a = 2 && $.a = 3 }",
      "never-holds: { $.a = 1 && ‹$.a = 2› && $.a = 3 }",
      "  `$.a = 2` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a = 2 && $.a = 3 }",
      "  Join them with ||: { $.a = 1 || $.a = 2 || $.a = 3 }",
      "  Remove $.a = 2: { $.a = 1 && $.a = 3 }",
      "never-holds: { $.a = 1 && $.a = 2 && ‹$.a = 3› }",
      "  `$.a = 3` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a = 2 && $.a = 3 }",
      "  Join them with ||: { $.a = 1 || $.a = 2 || $.a = 3 }",
      "  Remove $.a = 3: { $.a = 1 && $.a = 2 }",
    ],
    [
      "{ $.a = 1 && $.a = 2 && $.a = 3 && $.a = 4 }",
      "never-holds: { $.a = 1 && ‹$.a = 2› && $.a = 3 && $.a = 4 }",
      "  `$.a = 2` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a = 2 && $.a = 3 && $.a = 4 }",
      "  Join them with ||: { $.a = 1 || $.a = 2 || $.a = 3 || $.a = 4 }",
      "  Remove $.a = 2: { $.a = 1 && $.a = 3 && $.a = 4 }",
      "never-holds: { $.a = 1 && $.a = 2 && ‹$.a = 3› && $.a = 4 }",
      "  `$.a = 3` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a = 2 && $.a = 3 && $.a = 4 }",
      "  Join them with ||: { $.a = 1 || $.a = 2 || $.a = 3 || $.a = 4 }",
      "  Remove $.a = 3: { $.a = 1 && $.a = 2 && $.a = 4 }",
      "never-holds: { $.a = 1 && $.a = 2 && $.a = 3 && ‹$.a = 4› }",
      "  `$.a = 4` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a = 2 && $.a = 3 && $.a = 4 }",
      "  Join them with ||: { $.a = 1 || $.a = 2 || $.a = 3 || $.a = 4 }",
      "  Remove $.a = 4: { $.a = 1 && $.a = 2 && $.a = 3 }",
    ],
    [
      "{ $.a > 8 && $.a < 7 && $.a = 9 }",
      "never-holds: { $.a > 8 && ‹$.a < 7› && $.a = 9 }",
      "  `$.a < 7` never holds together with `$.a > 8`",
      "  the other condition: { ‹$.a > 8› && $.a < 7 && $.a = 9 }",
      "  Join them with ||: { ($.a > 8 || $.a < 7) && $.a = 9 }",
      "  Remove $.a < 7: { $.a > 8 && $.a = 9 }",
      "never-holds: { $.a > 8 && $.a < 7 && ‹$.a = 9› }",
      "  `$.a = 9` never holds together with `$.a < 7`",
      "  the other condition: { $.a > 8 && ‹$.a < 7› && $.a = 9 }",
      "  Join them with ||: { $.a > 8 && ($.a < 7 || $.a = 9) }",
      "  Remove $.a = 9: { $.a > 8 && $.a < 7 }",
    ],
    [
      "{ $.b = 1 || $.c = 2 || $.a = 1 && $.a = 2 }",
      "never-holds: { $.b = 1 || $.c = 2 || $.a = 1 && ‹$.a = 2› }",
      "  `$.a = 2` never holds together with `$.a = 1`",
      "  the other condition: { $.b = 1 || $.c = 2 || ‹$.a = 1› && $.a = 2 }",
      "  Join them with ||: { $.b = 1 || $.c = 2 || $.a = 1 || $.a = 2 }",
      "  Remove $.a = 2: { $.b = 1 || $.c = 2 || $.a = 1 }",
    ],
    [
      "{ $.a = 1 && ($.b = 1 && $.c = 1) && $.a = 2 }",
      "never-holds: { $.a = 1 && ($.b = 1 && $.c = 1) && ‹$.a = 2› }",
      "  `$.a = 2` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && ($.b = 1 && $.c = 1) && $.a = 2 }",
      "  Remove $.a = 2: { $.a = 1 && ($.b = 1 && $.c = 1) }",
    ],
    [
      "{ ($.a = 3 || $.a = 4) && $.a = 1 }",
      "never-holds: { (‹$.a = 3› || $.a = 4) && $.a = 1 }",
      "  `$.a = 3` never holds together with `$.a = 1`",
      "  the other condition: { ($.a = 3 || $.a = 4) && ‹$.a = 1› }",
      "  Remove $.a = 3: { ($.a = 4) && $.a = 1 }",
      "never-holds: { ($.a = 3 || ‹$.a = 4›) && $.a = 1 }",
      "  `$.a = 4` never holds together with `$.a = 1`",
      "  the other condition: { ($.a = 3 || $.a = 4) && ‹$.a = 1› }",
      "  Remove $.a = 4: { ($.a = 3) && $.a = 1 }",
    ],
    [
      "[a > 0 && a = 1 && a = 2, b]",
      "never-holds: [a > 0 && a = 1 && ‹a = 2›, b]",
      "  `a = 2` never holds together with `a = 1`",
      "  the other condition: [a > 0 && ‹a = 1› && a = 2, b]",
      "  Remove a = 2: [a > 0 && a = 1, b]",
    ],
    [
      "{ $.a >= 5 && $.a <= 5 && $.a != 5 }",
      "never-holds: { $.a >= 5 && $.a <= 5 && ‹$.a != 5› }",
      "  `$.a != 5` never holds together with `$.a >= 5` and `$.a <= 5`",
      "  the other condition: { ‹$.a >= 5› && $.a <= 5 && $.a != 5 }",
      "  the other condition: { $.a >= 5 && ‹$.a <= 5› && $.a != 5 }",
      "  Remove $.a != 5: { $.a >= 5 && $.a <= 5 }",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("a condition that never holds", () => {
  test.each<Whole>([
    [
      "{ $.a != * }",
      "never-holds: { ‹$.a != *› }",
      "  `$.a != *` never holds: every text and number is equal to that",
      "  Write $.a NOT EXISTS: { $.a NOT EXISTS }",
    ],
    [
      "[a != *, b]",
      "never-holds: [‹a != *›, b]",
      "  `a != *` never holds: every text and number is equal to that",
      "  Leave out the condition: [a, b]",
    ],
    [
      "[a = 1 && a != *, b]",
      "never-holds: [a = 1 && ‹a != *›, b]",
      "  `a != *` never holds: every text and number is equal to that",
      "  Remove a != *: [a = 1, b]",
    ],
    [
      "{ $.b = 1 && $.a != *}",
      "never-holds: { $.b = 1 && ‹$.a != *›}",
      "  `$.a != *` never holds: every text and number is equal to that",
      "  Write $.a NOT EXISTS: { $.b = 1 && $.a NOT EXISTS }",
      "  Remove $.a != *: { $.b = 1}",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("alternatives that exclude each other", () => {
  test.each<Whole>([
    [
      "{ ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) }",
      "never-holds: { ‹($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4)› }",
      "  `($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4)` never holds: whichever alternatives are taken, they exclude each other",
      "  these, for example: { (‹$.a = 1› || $.a = 2) && ($.a = 3 || $.a = 4) }",
      "  these, for example: { ($.a = 1 || $.a = 2) && (‹$.a = 3› || $.a = 4) }",
      "  Join them with ||: { ($.a = 1 || $.a = 2) || ($.a = 3 || $.a = 4) }",
      "  Remove ($.a = 3 || $.a = 4): { ($.a = 1 || $.a = 2) }",
    ],
    [
      "{ $.c = 1 && ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) }",
      "never-holds: { ‹$.c = 1 && ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4)› }",
      "  `$.c = 1 && ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4)` never holds: whichever alternatives are taken, they exclude each other",
      "  these, for example: { $.c = 1 && (‹$.a = 1› || $.a = 2) && ($.a = 3 || $.a = 4) }",
      "  these, for example: { $.c = 1 && ($.a = 1 || $.a = 2) && (‹$.a = 3› || $.a = 4) }",
      "  Remove ($.a = 3 || $.a = 4): { $.c = 1 && ($.a = 1 || $.a = 2) }",
    ],
    [
      "{ $.a = 1 && $.a = 2 && ($.b = 1 || $.b = 2) }",
      "never-holds: { $.a = 1 && ‹$.a = 2› && ($.b = 1 || $.b = 2) }",
      "  `$.a = 2` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a = 2 && ($.b = 1 || $.b = 2) }",
      "  Join them with ||: { ($.a = 1 || $.a = 2) && ($.b = 1 || $.b = 2) }",
      "  Remove $.a = 2: { $.a = 1 && ($.b = 1 || $.b = 2) }",
    ],
    [
      "{ $.a = 1 && $.a = 2 || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "never-holds: { $.a = 1 && ‹$.a = 2› || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  `$.a = 2` never holds together with `$.a = 1`",
      "  the other condition: { ‹$.a = 1› && $.a = 2 || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  Join them with ||: { $.a = 1 || $.a = 2 || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  Remove $.a = 2: { $.a = 1 || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "never-holds: { $.a = 1 && $.a = 2 || ‹($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)› }",
      "  `($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)` never holds: whichever alternatives are taken, they exclude each other",
      "  these, for example: { $.a = 1 && $.a = 2 || (‹$.b = 1› || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  these, for example: { $.a = 1 && $.a = 2 || ($.b = 1 || $.b = 2) && (‹$.b = 3› || $.b = 4) }",
      "  Join them with ||: { $.a = 1 && $.a = 2 || ($.b = 1 || $.b = 2) || ($.b = 3 || $.b = 4) }",
      "  Remove ($.b = 3 || $.b = 4): { $.a = 1 && $.a = 2 || ($.b = 1 || $.b = 2) }",
    ],
    [
      "{ ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) || $.a = 1 && $.a = 2 }",
      "never-holds: { ‹($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)› || $.a = 1 && $.a = 2 }",
      "  `($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)` never holds: whichever alternatives are taken, they exclude each other",
      "  these, for example: { (‹$.b = 1› || $.b = 2) && ($.b = 3 || $.b = 4) || $.a = 1 && $.a = 2 }",
      "  these, for example: { ($.b = 1 || $.b = 2) && (‹$.b = 3› || $.b = 4) || $.a = 1 && $.a = 2 }",
      "  Join them with ||: { ($.b = 1 || $.b = 2) || ($.b = 3 || $.b = 4) || $.a = 1 && $.a = 2 }",
      "  Remove ($.b = 3 || $.b = 4): { ($.b = 1 || $.b = 2) || $.a = 1 && $.a = 2 }",
      "never-holds: { ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) || $.a = 1 && ‹$.a = 2› }",
      "  `$.a = 2` never holds together with `$.a = 1`",
      "  the other condition: { ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) || ‹$.a = 1› && $.a = 2 }",
      "  Join them with ||: { ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) || $.a = 1 || $.a = 2 }",
      "  Remove $.a = 2: { ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) || $.a = 1 }",
    ],
    [
      "{ ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "never-holds: { ‹($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4)› || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  `($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4)` never holds: whichever alternatives are taken, they exclude each other",
      "  these, for example: { (‹$.a = 1› || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  these, for example: { ($.a = 1 || $.a = 2) && (‹$.a = 3› || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  Join them with ||: { ($.a = 1 || $.a = 2) || ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  Remove ($.a = 3 || $.a = 4): { ($.a = 1 || $.a = 2) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "never-holds: { ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ‹($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)› }",
      "  `($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)` never holds: whichever alternatives are taken, they exclude each other",
      "  these, for example: { ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || (‹$.b = 1› || $.b = 2) && ($.b = 3 || $.b = 4) }",
      "  these, for example: { ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && (‹$.b = 3› || $.b = 4) }",
      "  Join them with ||: { ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) || ($.b = 3 || $.b = 4) }",
      "  Remove ($.b = 3 || $.b = 4): { ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) }",
    ],
    [
      "{ $.z = 1 && (($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)) }",
      "never-holds: { ‹$.z = 1 && (($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4))› }",
      "  `$.z = 1 && (($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4))` never holds: whichever alternatives are taken, they exclude each other",
      "  these, for example: { $.z = 1 && ((‹$.a = 1› || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)) }",
      "  these, for example: { $.z = 1 && (($.a = 1 || $.a = 2) && (‹$.a = 3› || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)) }",
      "  Remove (($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 4) || ($.b = 1 || $.b = 2) && ($.b = 3 || $.b = 4)): { $.z = 1 }",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("alternatives that leave nothing out", () => {
  test.each<Whole>([
    [
      "{ $.a < 5 || $.a > 3 }",
      "always-holds: { $.a < 5 || ‹$.a > 3› }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.a > 3 }",
      "  Join them with &&: { $.a < 5 && $.a > 3 }",
    ],
    [
      "{ $.a < 5 || $.a >= 5 }",
      "always-holds: { $.a < 5 || ‹$.a >= 5› }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.a >= 5 }",
      "  Write $.a = *, which holds for any text or number: { $.a = * }",
    ],
    [
      "[a != x || a = x, b]",
      "always-holds: [a != x || ‹a = x›, b]",
      "  This or `a != x` holds for every text, so they exclude none together",
      "  the other condition: [‹a != x› || a = x, b]",
      "  Leave out the condition: [a, b]",
    ],
    [
      "[a != x || a != y, b]",
      "always-holds: [a != x || ‹a != y›, b]",
      "  This or `a != x` holds for every text, so they exclude none together",
      "  the other condition: [‹a != x› || a != y, b]",
      "  Join them with &&: [a != x && a != y, b]",
    ],
    [
      "{ $.a < 5 || $.a = 5 || $.a > 5 }",
      "always-holds: { $.a < 5 || $.a = 5 || ‹$.a > 5› }",
      "  This or `$.a < 5` or `$.a = 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.a = 5 || $.a > 5 }",
      "  the other condition: { $.a < 5 || ‹$.a = 5› || $.a > 5 }",
      "  Write $.a = *, which holds for any text or number: { $.a = * }",
    ],
    [
      "{ $.a < 5 || $.b = 1 || $.a > 3 }",
      "always-holds: { $.a < 5 || $.b = 1 || ‹$.a > 3› }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.b = 1 || $.a > 3 }",
    ],
    [
      "{ $.a < 5 || $.b = 1 || $.a = 7 || $.a > 3 }",
      "always-holds: { $.a < 5 || $.b = 1 || $.a = 7 || ‹$.a > 3› }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.b = 1 || $.a = 7 || $.a > 3 }",
    ],
    [
      "{ $.a < 5 || $.b = 1 || $.a = 5 || $.a > 5 }",
      "always-holds: { $.a < 5 || $.b = 1 || $.a = 5 || ‹$.a > 5› }",
      "  This or `$.a < 5` or `$.a = 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.b = 1 || $.a = 5 || $.a > 5 }",
      "  the other condition: { $.a < 5 || $.b = 1 || ‹$.a = 5› || $.a > 5 }",
    ],
    [
      "{ $.a < 5 || $.a > 3 || $.b = 1 }",
      "always-holds: { $.a < 5 || ‹$.a > 3› || $.b = 1 }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.a > 3 || $.b = 1 }",
      "  Join them with &&: { $.a < 5 && $.a > 3 || $.b = 1 }",
    ],
    [
      "{ $.b = 1 || $.a < 5 || $.a > 3 || $.c = 1 }",
      "always-holds: { $.b = 1 || $.a < 5 || ‹$.a > 3› || $.c = 1 }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { $.b = 1 || ‹$.a < 5› || $.a > 3 || $.c = 1 }",
      "  Join them with &&: { $.b = 1 || $.a < 5 && $.a > 3 || $.c = 1 }",
    ],
    [
      "{ $.a < 5 || $.a > 3 || ($.b = 1 && $.c = 1) }",
      "always-holds: { $.a < 5 || ‹$.a > 3› || ($.b = 1 && $.c = 1) }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.a > 3 || ($.b = 1 && $.c = 1) }",
      "  Join them with &&: { $.a < 5 && $.a > 3 || ($.b = 1 && $.c = 1) }",
    ],
    [
      "{ ($.b = 1 && $.c = 1) || $.a < 5 || $.a > 3 }",
      "always-holds: { ($.b = 1 && $.c = 1) || $.a < 5 || ‹$.a > 3› }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ($.b = 1 && $.c = 1) || ‹$.a < 5› || $.a > 3 }",
      "  Join them with &&: { ($.b = 1 && $.c = 1) || $.a < 5 && $.a > 3 }",
    ],
    [
      "{ $.a < 5 || ($.a = 7 || $.a > 3) }",
      "always-holds: { $.a < 5 || ($.a = 7 || ‹$.a > 3›) }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || ($.a = 7 || $.a > 3) }",
    ],
    [
      "{ $.a < 5 || $.a IS NULL || $.a > 3 }",
      "always-holds: { $.a < 5 || $.a IS NULL || ‹$.a > 3› }",
      "  This or `$.a < 5` holds for every number, so they exclude none together",
      "  the other condition: { ‹$.a < 5› || $.a IS NULL || $.a > 3 }",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("conditions that stand twice", () => {
  test.each<Whole>([
    [
      "{ $.a = 1 || $.a = 1 }",
      "duplicate-condition: { $.a = 1 || ‹$.a = 1› }",
      "  `$.a = 1` stands here twice",
      "  the first: { ‹$.a = 1› || $.a = 1 }",
      "  Remove the second: { $.a = 1 }",
    ],
    [
      "[a=x || a=x, b]",
      "duplicate-condition: [a=x || ‹a=x›, b]",
      "  `a=x` stands here twice",
      "  the first: [‹a=x› || a=x, b]",
      "  Remove the second: [a=x, b]",
    ],
    [
      "{ ($.a = 1) && ($.a = 1) && $.b = 1 }",
      "duplicate-condition: { ($.a = 1) && (‹$.a = 1›) && $.b = 1 }",
      "  `$.a = 1` stands here twice",
      "  the first: { (‹$.a = 1›) && ($.a = 1) && $.b = 1 }",
      "  Remove the second: { ($.a = 1) && $.b = 1 }",
    ],
  ])("%s", (pattern, ...lines) => {
    expect(told(pattern)).toEqual(lines);
  });
});

describe("one way to choose among the alternatives is enough", () => {
  test.each(["{ ($.a = 1 || $.a = 2) && ($.a = 3 || $.a = 1) }", "{ ($.a = 1 || $.a = 2) && ($.a = 1 || $.a = 3) }"])(
    "%s",
    (pattern) => {
      expect(told(pattern)).toEqual([]);
    },
  );
});

describe("the work has bounds", () => {
  const from = (first: number, count: number, joint: string): string =>
    Array.from({ length: count }, (_, index) => `$.a = ${first + index}`).join(joint);
  const titles = (pattern: string): readonly (readonly string[])[] =>
    validatePattern(pattern).map(({ fixes = [] }) => fixes.map(({ title }) => title));

  test.each([
    ["32 ways to choose are looked at", `{ (${from(1, 4, " || ")}) && (${from(5, 8, " || ")}) }`, true],
    ["33 are not", `{ (${from(1, 3, " || ")}) && (${from(4, 11, " || ")}) }`, false],
    ["33 in one of two are not", `{ $.b = 1 && (${from(1, 33, " || ")}) }`, false],
  ])("%s", (_, pattern, isTold) => {
    expect(told(pattern).slice(0, 1)).toEqual(isTold ? [`never-holds: { ‹${pattern.slice(2, -2)}› }`] : []);
  });

  test("12 tests may be meant as alternatives, 13 are not", () => {
    expect(titles(`{ ${from(10, 12, " && ")} }`)[0]).toEqual(["Join them with ||", "Remove $.a = 11"]);
    expect(titles(`{ ${from(10, 13, " && ")} }`)[0]).toEqual(["Remove $.a = 11"]);
  });

  test("8 fixes are tried, and none is tried in vain", () => {
    const pairs = [..."abcdefghi"].map((name) => `$.${name} = 1 && $.${name} != 1`);
    expect(titles(`{ ${pairs.join(" || ")} }`)).toEqual([
      ...[..."abcdefgh"].map((name) => [`Remove $.${name} != 1`]),
      [],
    ]);
  });
});
