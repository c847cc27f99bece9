// Holds: the page: its parts, and what goes from one to another.
// In: a way to start a worker; what the user types; the address. Out: everything that is shown, and the address.
// Always: the settings are the one truth: parts report into them and are drawn from them; slow work waits until typing rests.

import { showAlarm } from "./alarm-view.ts";
import type { Analysis } from "./analysis.ts";
import { Client } from "./client.ts";
import { byId, counted, el } from "./dom.ts";
import { EventEditor } from "./event-editor.ts";
import { eventsOf } from "./events.ts";
import { EXAMPLES } from "./examples.ts";
import { showFindings } from "./findings-view.ts";
import { alarmSentence, FormView } from "./form-view.ts";
import { linkOf, readLink } from "./link.ts";
import { MatchesView } from "./matches-view.ts";
import { MetricView } from "./metric-view.ts";
import { PatternEditor } from "./pattern-editor.ts";
import { DEFAULTS, type Settings } from "./settings.ts";
import { startTheme } from "./theme.ts";

/** Milliseconds that typing rests before the work begins, and from there on until the address follows. */
const REST = 120;
const LINK_REST = 300;

/** What completion reads of the events. */
const SAMPLE = { characters: 100_000, events: 50 };

export class Page {
  readonly #client: Client;
  readonly #pattern: PatternEditor;
  readonly #events: EventEditor;
  readonly #form: FormView;
  readonly #matches: MatchesView;
  readonly #metric = new MetricView();
  #settings: Settings = DEFAULTS;
  #samples: readonly string[] = [];
  #said = "";
  #work = 0;
  #link = 0;
  /** The fragment that the page wrote itself. */
  #written = "";

  constructor(startWorker: () => Worker) {
    this.#client = new Client(startWorker, {
      progress: (done) => this.#showProgress(done),
      analysis: (analysis) => this.#show(analysis),
      failure: (message) => this.#fail(message),
    });
    this.#matches = new MatchesView((event, isByHand) => {
      this.#pattern.mark(event?.marks ?? []);
      if (isByHand && event !== undefined) this.#events.show(event.start);
    });
    this.#form = new FormView((values) => this.#set(values));
    this.#pattern = new PatternEditor(
      () => this.#samples,
      (pattern) => this.#set({ pattern }),
    );
    this.#events = new EventEditor(() => this.#eventsChanged());
    startTheme(() => this.#metric.redraw());
    this.#startTools();
  }

  /** Begins with what the address says or, when it says nothing, with the first example. */
  async start(): Promise<void> {
    addEventListener("hashchange", () => {
      if (location.hash !== this.#written) void this.#follow();
    });
    await this.#follow();
  }

  async #follow(): Promise<void> {
    clearTimeout(this.#link);
    this.#written = location.hash;
    const { settings, problems } = await readLink(location.hash);
    this.#notice(
      problems.length === 0
        ? ""
        : `${problems.join(" ")}${settings === undefined ? " An example is shown instead." : ""}`,
    );
    this.#load(settings ?? EXAMPLES[0]!.settings());
  }

  #load(settings: Settings): void {
    this.#settings = settings;
    this.#events.write(settings.events);
    this.#sample();
    this.#pattern.write(settings.pattern);
    this.#form.write(settings);
    this.#set({});
  }

  #eventsChanged(): void {
    this.#events.mark([]);
    this.#set({});
  }

  #set(values: Partial<Settings>): void {
    this.#settings = { ...this.#settings, ...values };
    byId("alarm-sentence").textContent = alarmSentence(this.#settings);
    clearTimeout(this.#work);
    clearTimeout(this.#link);
    this.#work = window.setTimeout(() => void this.#analyse(), REST);
  }

  async #analyse(): Promise<void> {
    this.#said = showFindings(this.#settings.pattern, {
      mend: (fix) => this.#mend(fix),
      select: (start, end) => this.#pattern.select(start, end),
    });
    const events = await this.#events.text();
    // Somebody types: the next rest brings the next analysis.
    if (events === undefined) return;
    this.#settings = { ...this.#settings, events };
    this.#sample();
    this.#matchExample();
    byId("matches").setAttribute("aria-busy", "true");
    this.#client.analyse(this.#settings);
    clearTimeout(this.#link);
    this.#link = window.setTimeout(() => void this.#writeLink(), LINK_REST);
  }

  /** The button of a fix goes away with its finding, so the editor takes the focus. */
  #mend(fix: Parameters<PatternEditor["mend"]>[0]): void {
    this.#pattern.mend(fix);
    clearTimeout(this.#work);
    void this.#analyse();
    const next = document.querySelector<HTMLElement>("#findings .fix");
    if (next === null) this.#pattern.focus();
    else next.focus();
  }

  #show(analysis: Analysis): void {
    const { events, matches } = analysis.counts;
    byId("progress").hidden = true;
    byId("matches").setAttribute("aria-busy", "false");
    this.#form.showFindings(analysis.findings);
    this.#events.mark(analysis.lines);
    this.#matches.show(analysis);
    this.#metric.show(analysis, this.#settings);
    const told = showAlarm(analysis);
    byId("status").textContent =
      `${this.#said} ${matches} of ${counted(events, "event")} ${matches === 1 ? "matches" : "match"}. ${told}`;
  }

  #showProgress(done: number): void {
    const progress = byId<HTMLProgressElement>("progress");
    progress.value = done;
    progress.hidden = false;
  }

  #fail(message: string): void {
    byId("progress").hidden = true;
    byId("matches").setAttribute("aria-busy", "false");
    this.#notice(`Something went wrong: ${message}`);
  }

  #sample(): void {
    const samples: string[] = [];
    for (const { message } of eventsOf(this.#settings.events.slice(0, SAMPLE.characters), 0)) {
      if (samples.push(message) === SAMPLE.events) break;
    }
    this.#samples = samples;
  }

  async #writeLink(): Promise<void> {
    const { fragment, holdsEvents } = await linkOf(this.#settings);
    byId("copy").title = holdsEvents ? "" : LONG;
    byId("events-note").textContent = holdsEvents ? HINT : LONG;
    this.#written = fragment;
    // Not an entry of the history for every key.
    history.replaceState(null, "", fragment);
  }

  #startTools(): void {
    const select = byId<HTMLSelectElement>("example");
    select.append(
      el("option", { value: "" }, "your own"),
      ...EXAMPLES.map(({ id, title }) => el("option", { value: id }, title)),
    );
    select.addEventListener("change", () => {
      const example = EXAMPLES.find(({ id }) => id === select.value);
      if (example !== undefined) this.#load(example.settings());
    });
    byId("copy").addEventListener("click", () => void this.#copy());
  }

  async #copy(): Promise<void> {
    await this.#writeLink();
    try {
      await navigator.clipboard.writeText(location.href);
      this.#notice(byId("copy").title === "" ? "The link is copied." : `The link is copied. ${LONG}`);
    } catch {
      this.#notice("The browser does not let the page copy; the address bar has the link.");
    }
  }

  /** Shows in the list which example this is. */
  #matchExample(): void {
    const { pattern, events } = this.#settings;
    const example = EXAMPLES.find((one) => one.hasEvents(events) && one.settings().pattern === pattern);
    byId<HTMLSelectElement>("example").value = example?.id ?? "";
  }

  #notice(text: string): void {
    const notice = byId("notice");
    notice.textContent = text;
    notice.hidden = text === "";
  }
}

const HINT = "One event a line. CloudTrail files, JSON over several lines and exported events are taken apart.";
const LONG = "The events are too long for a link: it holds everything but them.";
