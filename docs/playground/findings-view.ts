// Holds: what is said about the pattern: the findings with their fixes, the verdict, the explanation.
// In: a pattern. Out: elements; calls when a fix is chosen or a place is to be shown.
// Always: nothing about patterns is decided here; fixes are buttons, so that keys and screen readers reach them.

import { type Diagnostic, explainPattern, type Fix, validatePattern } from "../../src/index.ts";
import { byId, el, prose } from "./dom.ts";

export interface FindingActions {
  mend(fix: Fix): void;
  select(start: number, end: number): void;
}

/** Findings listed. */
const MOST = 20;
/** Characters of the explanation. */
const LONGEST = 4000;

const WORDS = { error: "Error", warning: "Warning", information: "Note" } as const;

/** Shows what is to be said, and gives it as one sentence. */
export function showFindings(pattern: string, actions: FindingActions): string {
  const found = validatePattern(pattern);
  const items = found.slice(0, MOST).map((one) => item(one, actions));
  const rest = found.length > MOST ? [el("li", {}, `… and ${found.length - MOST} more`)] : [];
  byId("findings").replaceChildren(...items, ...rest);
  const errors = found.filter(({ severity }) => severity === "error").length;
  const isRefused = errors > 0;
  const verdict = byId("verdict");
  verdict.className = `verdict ${isRefused ? "bad" : "good"}`;
  verdict.textContent = isRefused ? "The service refuses it" : "The service accepts it";
  showExplanation(pattern, isRefused);
  const others = found.length - errors;
  if (isRefused) return `The pattern has ${errors} ${errors === 1 ? "error" : "errors"}.`;
  return others === 0
    ? "The pattern is accepted."
    : `The pattern is accepted, with ${others} ${others === 1 ? "remark" : "remarks"}.`;
}

function item({ severity, code, message, span, fixes }: Diagnostic, actions: FindingActions): HTMLElement {
  const unseen = el("span", { class: "unseen" }, ", show it in the pattern");
  const place = el("button", { type: "button", class: "place" }, `at ${span.start + 1}`, unseen);
  place.addEventListener("click", () => actions.select(span.start, span.end));
  const buttons = (fixes ?? []).map((fix) => {
    const button = el("button", { type: "button", class: "fix" }, ...prose(fix.title));
    button.addEventListener("click", () => actions.mend(fix));
    return button;
  });
  const head = el("p", {}, el("b", { class: "severity" }, WORDS[severity]), " ", ...prose(message), " ", place);
  return el(
    "li",
    { class: severity, title: code },
    head,
    ...(buttons.length > 0 ? [el("p", { class: "fixes" }, ...buttons)] : []),
  );
}

/** The sentences as paragraphs and nested lists; of a refused pattern, what the service would answer. */
function showExplanation(pattern: string, isRefused: boolean): void {
  const lines = explainPattern(pattern).slice(0, LONGEST).split("\n");
  if (isRefused) {
    const answer = lines[0]!.replace(/^.*?would answer: /, "");
    byId("explanation").replaceChildren(el("p", {}, "It would answer: ", el("q", {}, answer)));
    return;
  }
  const blank = lines.indexOf("");
  const [said, notes] = blank === -1 ? [lines, []] : [lines.slice(0, blank), lines.slice(blank + 1)];
  const isItem = (line: string): boolean => /^ *- /.test(line);
  const first = said.filter((line) => !isItem(line));
  const rows = said.filter(isItem).map((line) => {
    const depth = line.indexOf("-") / 2;
    return el("li", { style: `margin-left: ${depth * 1.2}em` }, ...prose(line.trim().slice(2)));
  });
  const [lead = "", ...more] = first;
  byId("explanation").replaceChildren(
    el("p", { class: "lead" }, ...prose(lead)),
    ...(rows.length > 0 ? [el("ul", {}, ...rows)] : []),
    ...[...more, ...notes].map((line) => el("p", { class: "hint" }, ...prose(line))),
  );
}
