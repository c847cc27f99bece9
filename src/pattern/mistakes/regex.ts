// Holds: what is said about a `%…%` whose characters no regular expression may hold, or that has no end.
// In: the whole pattern, and where the expression starts. Out: findings with the service's text.
// Always: the service quotes from the `%` up to the first character it can't read [O].

import type { Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { span } from "../../text/span.ts";
import { type Finding, finding, invalidTerm } from "../finding.ts";
import { REGEX_CHARACTERS } from "../regex.ts";

/** Characters told one by one [chosen]: more would teach nothing. */
const MAX_TOLD = 100;

const FORBIDDEN = new RegExp(`[^${REGEX_CHARACTERS}]`, "u");

/** What is wrong with the `%…` at `start`: each forbidden character, nothing inside, or no end. */
export function regexMistakes(text: string, start: number): readonly Finding[] {
  const close = text.indexOf("%", start + 1);
  const end = close === -1 ? text.length : close;
  const service = servicePiece(text, start, end);
  if (end === start + 1 && close !== -1) {
    return [finding("regex-empty", span(start, close + 1), "There is nothing between the two %", { service })];
  }
  const group = needlessGroup(text.slice(start + 1, end), start + 1);
  const found: Finding[] = [];
  for (let at = start + 1; at < end && found.length < MAX_TOLD; at++) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (FORBIDDEN.test(character))
      found.push(forbidden(text, at, service, character === "(" || character === ")" ? group : undefined));
    at += character.length - 1;
  }
  if (close === -1) {
    found.push(
      finding("regex-unterminated", span(start, text.length), "This regular expression has no closing %", {
        service,
        expected: ["%"],
      }),
    );
  }
  return found;
}

/** The service's piece: up to the first forbidden character or, without one, up to the end. */
function servicePiece(text: string, start: number, end: number): string {
  const bad = FORBIDDEN.exec(text.slice(start + 1, end));
  const stop = bad === null ? end + 1 : start + 1 + bad.index + bad[0].length;
  return invalidTerm(text.slice(start, stop));
}

function forbidden(text: string, at: number, service: string, group: Fix | undefined): Finding {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  // Of two backslashes the second is escaped itself.
  const where = span(isEscaped(text, at) ? at - 1 : at, at + character.length);
  const isParenthesis = character === "(" || character === ")";
  const reason = isParenthesis ? "; the service has no groups" : "";
  const message = `\`${character}\` is not allowed in a regular expression, escaped or not${reason}`;
  const code = character.charCodeAt(0);
  if (code >= 128) {
    const anyCharacter = replacement("Write ., which matches any character", where, ".");
    return finding("regex-character", where, message, { service, expected: ["."], fixes: [anyCharacter] });
  }
  const hexadecimal = `\\x${code.toString(16).padStart(2, "0")}`;
  const asItself = replacement(`Write ${hexadecimal} to match the character itself`, where, hexadecimal);
  return finding("regex-character", where, message, {
    service,
    expected: [hexadecimal],
    fixes: group === undefined ? [asItself] : [group, asItself],
  });
}

/** The one group that may go without a change of meaning: around the whole expression. */
function needlessGroup(source: string, start: number): Fix | undefined {
  if (!/^\((?:[^()\\]|\\[^()])+\)$/.test(source)) return undefined;
  const [open, close] = [start, start + source.length - 1];
  const edits = [open, close].map((at) => ({ span: span(at, at + 1), text: "" }));
  return { title: "Remove the parentheses", edits };
}

/** True when an odd number of backslashes stands before. */
export function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === "\\") first--;
  return (at - first) % 2 === 1;
}
