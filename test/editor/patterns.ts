// Holds: random valid patterns of every dialect, and texts of every kind, for the properties of the editor's functions.

import { fc } from "@fast-check/vitest";
import { validatePattern } from "../../src/index.ts";
import { fieldTrial, garbage, jsonTrial, regexTrial, termTrial } from "../match/arbitrary.ts";

export function isValid(text: string): boolean {
  return validatePattern(text).every(({ severity }) => severity !== "error");
}

export const validPattern: fc.Arbitrary<string> = fc
  .oneof(jsonTrial, jsonTrial, fieldTrial, termTrial, regexTrial)
  .map(({ pattern }) => pattern)
  .filter(isValid);

const units = fc.array(fc.nat(0xffff), { maxLength: 20 }).map((codes) => String.fromCharCode(...codes));
const opening = fc.constantFrom("", "{", "[", "%", '"', "{ $.", "{ $.a = ", "[a = ", "{ $.a = %");

export const anyText: fc.Arbitrary<string> = fc.oneof(
  garbage,
  garbage,
  validPattern,
  fc.tuple(opening, units).map((parts) => parts.join("")),
);
