// Holds: the events that match, or those that do not, each with its reasons.
// In: an analysis. Out: elements; calls when an event is opened.
// Always: what an event unfolds to is made when it is opened; the event that was open stays open.

import { type Analysis, MOST_SHOWN } from "./analysis.ts";
import { byId, counted, el, timeText } from "./dom.ts";
import { hueClass, markClass } from "./mark-class.ts";
import { piecesElement, shortPieces } from "./pieces-view.ts";
import type { ClauseRow, ShownEvent } from "./shown-event.ts";

const SIGNS = { holds: "✓ holds", fails: "✗ fails", ignored: "· ignored" } as const;

/** Which event is open now, and whether the user has just opened it. */
type Opened = (event: ShownEvent | undefined, isByHand: boolean) => void;

export class MatchesView {
  readonly #opened: Opened;
  #analysis: Analysis | undefined;
  #open: number | undefined;

  constructor(opened: Opened) {
    this.#opened = opened;
    for (const radio of document.querySelectorAll("input[name=shown]"))
      radio.addEventListener("change", () => this.#draw());
  }

  show(analysis: Analysis): void {
    this.#analysis = analysis;
    const { events, matches } = analysis.counts;
    byId("matching-count").textContent = matches.toLocaleString("en");
    byId("others-count").textContent = (events - matches).toLocaleString("en");
    this.#draw();
  }

  #draw(): void {
    if (this.#analysis === undefined) return;
    const { counts, matching, others, refusal } = this.#analysis;
    const isMatching = document.querySelector<HTMLInputElement>("input[name=shown]:checked")?.value === "matching";
    const [shown, total] = isMatching ? [matching, counts.matches] : [others, counts.events - counts.matches];
    const open = shown.find(({ number }) => number === this.#open) ?? shown[0];
    this.#open = open?.number;
    const items = shown.map((event) => this.#item(event, event === open));
    const empty =
      refusal === undefined
        ? `No event ${isMatching ? "matches" : "is left over"}.`
        : "A refused pattern matches nothing.";
    const note =
      shown.length === 0
        ? empty
        : total > MOST_SHOWN
          ? `The first ${MOST_SHOWN} of ${counted(total, "event")}.`
          : undefined;
    byId("matches").replaceChildren(...items, ...(note === undefined ? [] : [el("p", { class: "hint" }, note)]));
    this.#opened(open, false);
  }

  #item(event: ShownEvent, isOpen: boolean): HTMLElement {
    const time = event.timestamp === undefined ? [] : [el("time", {}, timeText(event.timestamp).slice(11))];
    const head = el(
      "summary",
      {},
      el("span", { class: "number" }, String(event.number)),
      ...time,
      shortPieces(event.event),
    );
    const item = el("details", { open: isOpen }, head);
    let isMade = false;
    const open = (): void => {
      if (!isMade) item.append(body(event));
      isMade = true;
    };
    if (isOpen) open();
    item.addEventListener("toggle", () => {
      if (!item.open) return;
      open();
      if (this.#open === event.number) return;
      this.#open = event.number;
      this.#opened(event, true);
    });
    return item;
  }
}

function body({ event, rows, values, note }: ShownEvent): HTMLElement {
  return el(
    "div",
    { class: "opened" },
    ...(note === undefined ? [] : [el("p", { class: "hint" }, note)]),
    rows.length === 0 ? undefined : clauseTable(rows),
    values.length === 0 ? undefined : valueTable(values),
    el("p", { class: "looked" }, piecesElement(event)),
  );
}

function clauseTable(rows: readonly ClauseRow[]): HTMLElement {
  const heads = ["", "Part of the pattern", "Outcome", "What it saw"].map((text) =>
    el("th", { scope: "col" }, text || el("span", { class: "unseen" }, "Number")),
  );
  const lines = rows.map(({ number, depth, outcome, text, seen, note }) => {
    const badge =
      number === undefined ? undefined : el("span", { class: `badge ${hueClass(number)}` }, String(number + 1));
    const said = [
      seen === "" ? undefined : el("code", {}, seen),
      note === undefined ? undefined : el("span", { class: "why" }, note),
    ];
    return el(
      "tr",
      { class: outcome },
      el("td", {}, badge),
      el("td", { style: `padding-left: ${0.5 + depth}em` }, number === undefined ? text : part(number, outcome, text)),
      el("td", { class: "outcome" }, SIGNS[outcome]),
      el("td", {}, ...said),
    );
  });
  return el("table", { class: "clauses" }, el("thead", {}, el("tr", {}, ...heads)), el("tbody", {}, ...lines));
}

function part(clause: number, outcome: ClauseRow["outcome"], text: string): HTMLElement {
  return el("code", {}, el("mark", { class: markClass({ clause, outcome }) }, text));
}

function valueTable(values: ShownEvent["values"]): HTMLElement {
  const cells = values.map(([name, value]) =>
    el("div", {}, el("dt", {}, el("code", {}, name)), el("dd", {}, el("code", {}, value))),
  );
  return el("section", { class: "values" }, el("h4", {}, "Extracted values"), el("dl", {}, ...cells));
}
