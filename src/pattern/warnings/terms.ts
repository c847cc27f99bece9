// Holds: the warnings about term patterns that mean something else than they seem to.
// In: the terms of a pattern without errors. Out: split words, ignored terms, words of other languages, contradictions.
// Always: a term is a substring, and with a required or excluded one `?` terms are ignored [D, O].

import { type Diagnostic, diagnostic, type Fix } from "../../text/diagnostic.ts";
import { replacement } from "../../text/fix.ts";
import { type Span, span } from "../../text/span.ts";
import { analyse } from "../analyse.ts";
import { parse } from "../parse.ts";
import type { Term } from "../syntax.ts";
import { quote } from "../write.ts";

export function termWarnings(terms: readonly Term[], text: string): readonly Diagnostic[] {
  const runs = runsOf(terms);
  const alone = terms.filter((term) => !runs.some((run) => run.includes(term)));
  return [
    ...runs.map((run) => split(run, text)),
    ...ignored(alone, terms, text),
    ...alone.flatMap((term) => operatorWord(term, terms, text)),
    ...alone.flatMap((term) => otherLanguage(term, terms, text)),
    ...neverTogether(terms, text),
    ...repeated(terms, text),
  ];
}

function written(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}

/** Bare terms without a blank between them: `a-b`, `a?b`, each with what follows it. */
function runsOf(terms: readonly Term[]): readonly (readonly Term[])[] {
  const runs: Term[][] = [];
  let run: Term[] = [];
  for (const term of terms) {
    const last = run.at(-1);
    if (last === undefined || last.quoted || term.quoted || last.span.end !== term.span.start) {
      run = [];
      runs.push(run);
    }
    run.push(term);
  }
  return runs.filter(({ length }) => length > 1);
}

/** `-` and `?` inside a word begin another term [O]. */
function split(run: readonly Term[], text: string): Diagnostic {
  const [first, last] = [run[0]!, run.at(-1)!];
  const word = span(first.textSpan.start, last.textSpan.end);
  const whole = written(text, word);
  const apart = run.map((term) => written(text, term.span)).join(" ");
  const edits = run.slice(1).map(({ span: { start } }) => ({ span: span(start, start), text: " " }));
  const fixes: Fix[] = [{ title: `Write ${apart} if that is meant`, edits }];
  if (!/\s/.test(whole)) fixes.unshift(replacement(`Write ${quote(whole)}`, word, quote(whole)));
  return diagnostic("term-split", word, `\`${whole}\` is not one term: the service reads it as \`${apart}\``, {
    fixes,
  });
}

function ignored(candidates: readonly Term[], terms: readonly Term[], text: string): readonly Diagnostic[] {
  const decisive = terms.find(({ role }) => role !== "optional");
  if (decisive === undefined) return [];
  const optional = candidates.filter(({ role }) => role === "optional");
  const any = terms.some(({ role }) => role === "excluded") ? [] : [anyOfAll(terms)];
  return optional.map((term) => {
    const shown = written(text, term.span);
    return diagnostic(
      "term-ignored",
      term.span,
      `\`${shown}\` is ignored, because \`${written(text, decisive.span)}\` is no \`?\` term`,
      {
        related: [{ span: decisive.span, message: "the service looks at this one only" }],
        fixes: [replacement(`Remove ${shown}`, removalOf(term, terms), ""), ...any],
      },
    );
  });
}

function anyOfAll(terms: readonly Term[]): Fix {
  const edits = terms
    .filter(({ role }) => role === "required")
    .map(({ span: { start } }) => ({ span: span(start, start), text: "?" }));
  return { title: "Match any of the terms", edits };
}

/** A term with the blanks before it, or after it when it is the first of those that stay; `leaving` go with it. */
function removalOf(term: Term, terms: readonly Term[], leaving: readonly Term[] = []): Span {
  const index = terms.indexOf(term);
  const [previous, next] = [terms[index - 1], terms[index + 1]];
  if (terms.slice(0, index).every((one) => leaving.includes(one))) {
    return next === undefined ? term.span : span(term.span.start, next.span.start);
  }
  // A term that follows without a blank keeps the blank of this one.
  return next?.span.start === term.span.end ? term.span : span(previous!.span.end, term.span.end);
}

/** `AND`, `OR` and `NOT` are terms like any other. */
function operatorWord(term: Term, terms: readonly Term[], text: string): readonly Diagnostic[] {
  if (term.quoted || term.role !== "required" || !/^(?:AND|OR|NOT)$/.test(term.text)) return [];
  if (terms.length === 1) return [];
  const meant = { AND: andFix, OR: orFix, NOT: notFix }[term.text as "AND" | "OR" | "NOT"](term, terms, text);
  const literally = replacement(`Look for the text ${quote(term.text)}`, term.span, quote(term.text));
  return [
    diagnostic("term-operator", term.span, `\`${term.text}\` is no operator here: events must hold this word`, {
      fixes: [...(meant === undefined ? [] : [meant]), literally],
    }),
  ];
}

function andFix(term: Term, terms: readonly Term[]): Fix {
  return replacement("Remove AND: every term must be there anyway", removalOf(term, terms), "");
}

/** `a OR b OR c`, and nothing else. */
function orFix(_: Term, terms: readonly Term[]): Fix | undefined {
  const isChain =
    terms.length % 2 === 1 &&
    terms.every(
      ({ role, quoted, text }, index) => role === "required" && (!quoted && text === "OR") === (index % 2 === 1),
    );
  if (!isChain) return undefined;
  const edits = terms.map((term, index) =>
    index % 2 === 0
      ? { span: span(term.span.start, term.span.start), text: "?" }
      : { span: removalOf(term, terms), text: "" },
  );
  return { title: "Match any of the terms", edits };
}

function notFix(term: Term, terms: readonly Term[], text: string): Fix | undefined {
  const next = terms[terms.indexOf(term) + 1];
  if (next?.role !== "required") return undefined;
  const title = `Write -${written(text, next.span)}`;
  return replacement(title, span(term.span.start, next.span.start), "-");
}

/** What looks like a pattern of another language, but is looked for as it stands because of its quotes. */
const OTHER_LANGUAGES = [
  /^\{[\s(]*\$\..*\}$/su,
  /^\[.*(?:\.\.\.|=.*,|,.*=).*\]$/su,
  /^%\S(?:.*\S)?%$/su,
  /^\$\.\S+\s*(?:!?=|[<>]|IS\s|NOT\s).*$/su,
] as const;

function otherLanguage(term: Term, terms: readonly Term[], text: string): readonly Diagnostic[] {
  if (!term.quoted) return [];
  if (isOtherLanguage(term.text)) {
    const right = term.text.startsWith("$") ? `{ ${term.text} }` : term.text;
    const isFix = terms.length === 1 && term.role === "required" && isAccepted(right);
    const message = `In quotes this is looked for as it stands, character by character`;
    const fixes = isFix ? [replacement(`Write ${right}`, span(0, text.length), right)] : [];
    return [diagnostic("term-literal", term.textSpan, message, fixes.length > 0 ? { fixes } : {})];
  }
  // A star that stands alone, as in a list, is text.
  if (!/^\*+[^\s*]|[^\s*]\*+$/.test(term.text)) return [];
  const bare = term.text.replace(/^\*+|\*+$/g, "");
  const message = `\`*\` is no wildcard in a term, and none is needed: a term is found anywhere in the event`;
  const fixes = isOtherLanguage(bare) ? [] : [replacement(`Write ${quote(bare)}`, term.textSpan, quote(bare))];
  return [diagnostic("term-literal", term.textSpan, message, fixes.length > 0 ? { fixes } : {})];
}

function isOtherLanguage(text: string): boolean {
  return OTHER_LANGUAGES.some((form) => form.test(text));
}

function isAccepted(text: string): boolean {
  const { pattern, findings } = parse(text);
  return findings.length === 0 && analyse(pattern, text).findings.length === 0;
}

/** An event that holds the required term holds the excluded one inside it too. */
function neverTogether(terms: readonly Term[], text: string): readonly Diagnostic[] {
  const excluded = terms.filter(({ role }) => role === "excluded");
  return terms.flatMap((term) => {
    if (term.role !== "required") return [];
    const others = excluded.filter((one) => term.text.includes(one.text));
    const [other] = others;
    if (other === undefined) return [];
    const message = `No event matches: one with \`${term.text}\` in it also holds \`${other.text}\`, which is excluded`;
    const related = [{ span: other.span, message: "excluded here" }];
    const title = `Remove ${others.map((one) => written(text, one.span)).join(" and ")}`;
    const fix = { title, edits: others.map((one) => ({ span: removalOf(one, terms, others), text: "" })) };
    return [diagnostic("never-holds", term.span, message, { related, fixes: [fix] })];
  });
}

function repeated(terms: readonly Term[], text: string): readonly Diagnostic[] {
  const seen = new Map<string, Term>();
  return terms.flatMap((term) => {
    const key = `${term.role} ${term.text}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, term);
    if (first === undefined || (term.role === "optional" && terms.some(({ role }) => role !== "optional"))) return [];
    const fix = replacement("Remove the second", removalOf(term, terms), "");
    return [
      diagnostic("duplicate-condition", term.span, `\`${written(text, term.span)}\` stands here twice`, {
        related: [{ span: first.span, message: "the first" }],
        fixes: [fix],
      }),
    ];
  });
}
