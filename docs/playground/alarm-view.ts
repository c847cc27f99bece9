// Holds: the alarm's states on a time line, its changes as a table, and the mail of one of them.
// In: an analysis, the settings. Out: elements.
// Always: the table says all that the line shows; the line is drawn as long as the plot above it.

import type { StateValue } from "../../src/index.ts";
import { type AlarmChange, type AlarmResult, type Analysis, MOST_CHANGES } from "./analysis.ts";
import { byId, counted, el, timeText } from "./dom.ts";

const LANES: readonly (readonly [state: StateValue, label: string])[] = [
  ["ALARM", "ALARM"],
  ["OK", "OK"],
  ["INSUFFICIENT_DATA", "no data"],
];

/** The alarm's states, and what there is to say of them in one sentence. */
export function showAlarm({ alarm, metric }: Analysis): string {
  const isThere = alarm !== undefined;
  byId("line").replaceChildren(...(isThere ? lanes(alarm) : []));
  const changes = byId("changes");
  if (!isThere) {
    const why =
      metric === undefined
        ? "No states yet: something above is refused."
        : "No states yet: without events there is no time.";
    changes.replaceChildren(el("p", { class: "empty" }, why));
    byId("mail").replaceChildren();
    return "";
  }
  const inAlarm = alarm.changes.filter(({ state }) => state === "ALARM").length;
  const told = `${counted(alarm.total, "change")} of state, ${inAlarm} to ALARM; ${alarm.state} at the end.`;
  const note = alarm.note === undefined ? [] : [el("p", { class: "hint" }, alarm.note)];
  changes.replaceChildren(el("p", { class: "hint" }, told), ...note, ...changeTable(alarm));
  return told;
}

function lanes({ from, to, changes }: AlarmResult): readonly HTMLElement[] {
  const percent = (at: number): number => ((at - from) / (to - from)) * 100;
  const first = { at: from, state: "INSUFFICIENT_DATA" as StateValue };
  const steps = [first, ...changes].map(({ at, state }, i) => ({ state, at, until: changes[i]?.at ?? to }));
  return LANES.map(([lane, label]) => {
    const bars = steps
      .filter(({ state }) => state === lane)
      .map(({ at, until }) =>
        el("span", { class: "stretch", style: `left: ${percent(at)}%; width: ${percent(until) - percent(at)}%` }),
      );
    return el("div", { class: `lane ${lane}` }, el("b", {}, label), el("div", { class: "track" }, ...bars));
  });
}

function changeTable({ changes, total }: AlarmResult): readonly HTMLElement[] {
  if (changes.length === 0) return [];
  const first = changes.find(({ mail }) => mail !== undefined);
  const buttons: HTMLButtonElement[] = [];
  const choose = (change: AlarmChange | undefined, chosen?: HTMLButtonElement): void => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button === chosen));
    showMail(change);
  };
  const rows = changes.map((change) => {
    const button =
      change.mail === undefined
        ? undefined
        : el("button", { type: "button", class: "small", "aria-pressed": false }, "Mail");
    if (button !== undefined) {
      button.setAttribute("aria-label", `Mail of ${timeText(change.at)}`);
      button.addEventListener("click", () => choose(change, button));
      buttons.push(button);
    }
    return el(
      "tr",
      {},
      el("td", { class: "when" }, timeText(change.at)),
      el("td", {}, el("span", { class: `state ${change.state}` }, change.state.replace("_", " "))),
      el("td", { class: "reason" }, change.reason),
      el("td", {}, button),
    );
  });
  choose(first, buttons[0]);
  const heads = ["Time (UTC)", "State", "Reason"].map((text) => el("th", { scope: "col" }, text));
  const head = el("thead", {}, el("tr", {}, ...heads, el("th", { scope: "col" }, "Mail")));
  const table = el("table", {}, head, el("tbody", {}, ...rows));
  const place = el("div", { class: "scroll", role: "region", "aria-label": "Changes of state", tabindex: 0 }, table);
  const more =
    total > MOST_CHANGES
      ? [el("p", { class: "hint" }, `The first ${MOST_CHANGES} of ${counted(total, "change")}.`)]
      : [];
  return [place, ...more];
}

function showMail(change: AlarmChange | undefined): void {
  const place = byId("mail");
  if (change?.mail === undefined) {
    place.replaceChildren();
    return;
  }
  const title = el("h3", { id: "mail-title" }, `Mail of ${timeText(change.at)}`);
  const text = el("pre", { class: "mail", tabindex: 0, role: "region", "aria-labelledby": "mail-title" }, change.mail);
  place.replaceChildren(title, text);
}
