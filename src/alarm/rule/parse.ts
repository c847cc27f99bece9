// Holds: the way from a rule's text to its tree, and everything that is wrong with it.
// In: any value. Out: the tree, every finding, and what the service would answer.
// Always: never throws; cost is linear in the text; a text that is too long is not read.

import type { IToken } from "chevrotain";
import { type Diagnostic, diagnostic, type Fix, hasErrors } from "../../text/diagnostic.ts";
import { applyFix, replacement } from "../../text/fix.ts";
import { span } from "../../text/span.ts";
import { ruleFindings } from "./checks.ts";
import { parseTokens } from "./grammar.ts";
import { misuse, stumble } from "./mistakes.ts";
import { syntaxMessage } from "./service.ts";
import { ruleLexer } from "./tokens.ts";
import { type AlarmRule, MAX_DEPTH } from "./tree.ts";

/** An alarm rule has at most this many characters [D]. */
const MAX_LENGTH = 10_240;

/** Of a rule with more mistakes no fix is told: each is tried, which costs another reading. */
const MAX_FIXED = 16;

/** Findings told of one rule. */
const MAX_FINDINGS = 100;

export interface AlarmRuleResult {
  /** What was written; places that could not be read are error nodes. */
  readonly rule: AlarmRule;
  /** In the order of the text; without an error among them the service accepts the rule. */
  readonly diagnostics: readonly Diagnostic[];
  /** The service's answer where it refuses; its words where they are known. */
  readonly serviceMessage?: string;
}

/** Reads an alarm rule. Never throws. */
export function parseAlarmRule(rule: string): AlarmRuleResult {
  if (typeof rule !== "string" || rule === "" || rule.length > MAX_LENGTH) return ofWrongLength(rule);
  const { tree, diagnostics } = read(rule);
  const findings = ruleFindings(tree);
  const found = inOrder([...withSoundFixes(rule, diagnostics), ...findings.map((one) => one.diagnostic)]);
  if (diagnostics.length > 0) return { rule: tree, ...withService(rule, found) };
  if (!hasErrors(found)) return { rule: tree, diagnostics: found };
  const refused = findings.filter((one) => one.diagnostic.severity === "error");
  const known = refused.find((one) => one.service !== undefined)?.service;
  return { rule: tree, diagnostics: found, serviceMessage: known ?? refused[0]!.diagnostic.message };
}

/** A rule that is too long is not read. */
function ofWrongLength(value: unknown): AlarmRuleResult {
  const text = typeof value === "string" ? value : "";
  const sentence = typeof value === "string" ? "An alarm rule has 1 to 10,240 characters" : "An alarm rule is a text";
  const where = span(Math.min(MAX_LENGTH, text.length), text.length);
  const bound = text === "" ? "greater than or equal to 1" : `less than or equal to ${MAX_LENGTH}`;
  // The form of such texts is that of other members [I].
  const service = `1 validation error detected: Value '${text}' at 'alarmRule' failed to satisfy constraint: Member must have length ${bound}`;
  return {
    rule: nothing(text),
    diagnostics: [diagnostic("rule-length", where, sentence)],
    serviceMessage: typeof value === "string" ? service : sentence,
  };
}

interface Reading {
  readonly tree: AlarmRule;
  /** Errors all of them. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Lexes and parses: everything that is wrong with the syntax. */
function read(text: string): Reading {
  const { lexer, tokens: t } = ruleLexer();
  const { tokens } = lexer.tokenize(text);
  const deep = tooDeep(tokens);
  if (deep !== undefined) return { tree: nothing(text), diagnostics: [deep] };
  const parsed = parseTokens(tokens);
  const open = tokens.at(-1)?.tokenType === t.OpenQuote ? tokens.at(-1) : undefined;
  const found = [
    ...(open === undefined ? [] : [notClosed(open, text)]),
    ...parsed.misused.map((one) => misuse(one, text)),
    ...parsed.errors.map((one) => stumble(one, text)),
  ];
  // Nothing behind a quote that is not closed is to blame.
  const sound = open === undefined ? found : found.filter(({ span: { start } }) => start < text.length);
  return { tree: parsed.rule ?? nothing(text), diagnostics: inOrder(onePerPlace(sound)).slice(0, MAX_FINDINGS) };
}

function nothing(text: string): AlarmRule {
  return { kind: "error", span: span(0, text.length) };
}

function notClosed({ startOffset }: IToken, text: string): Diagnostic {
  const where = span(startOffset, text.length);
  const paren = text.indexOf(")", startOffset);
  const end = paren === -1 ? text.length : paren;
  return diagnostic("rule-name", where, "A name is quoted, and the quote is not closed", {
    expected: ['"'],
    fixes: [replacement("Close the quote", span(end, end), '"')],
  });
}

function onePerPlace(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<number>();
  return found.filter(({ span: { start } }) => !seen.has(start) && seen.add(start));
}

/** How deep the conditions are nested: parentheses, and the NOTs before them. */
function tooDeep(tokens: readonly IToken[]): Diagnostic | undefined {
  const { tokens: t } = ruleLexer();
  const outer: number[] = [];
  let start = 0;
  let depth = 0;
  for (const { tokenType, startOffset, image } of tokens) {
    if (tokenType === t.LeftParen) {
      outer.push(start);
      depth++;
      start = depth;
    } else if (tokenType === t.Not) depth++;
    else {
      if (tokenType === t.RightParen) start = outer.pop() ?? 0;
      depth = start;
    }
    if (depth > MAX_DEPTH)
      return diagnostic(
        "nesting-too-deep",
        span(startOffset, startOffset + image.length),
        `Parentheses and NOT are nested more than ${MAX_DEPTH} deep`,
      );
  }
  return undefined;
}

/** Keeps the fixes after which less is wrong. */
function withSoundFixes(text: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const isSound = (fix: Fix): boolean => {
    const fixed = applyFix(text, fix);
    return fixed.length <= MAX_LENGTH && read(fixed).diagnostics.length < diagnostics.length;
  };
  return diagnostics.map(({ fixes = [], ...rest }) => {
    const sound = diagnostics.length > MAX_FIXED ? [] : fixes.filter(isSound);
    return sound.length === 0 ? rest : { ...rest, fixes: sound };
  });
}

/** Adds the service's answer to the first error, at the place where the service stumbles. */
function withService(
  text: string,
  diagnostics: readonly Diagnostic[],
): { readonly diagnostics: readonly Diagnostic[]; readonly serviceMessage: string } {
  const serviceMessage = syntaxMessage(text) ?? diagnostics[0]!.message;
  const first = diagnostics.findIndex(({ severity }) => severity === "error");
  const related = (one: Diagnostic): Diagnostic => ({
    ...one,
    related: [{ span: one.span, message: `The service answers: ${serviceMessage}` }],
  });
  return { diagnostics: diagnostics.map((one, i) => (i === first ? related(one) : one)), serviceMessage };
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...diagnostics].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
