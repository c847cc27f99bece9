// Holds: the fields of the metric and of the alarm.
// In: settings; findings about single fields. Out: what stands in the fields; calls when one changes.
// Always: every field has a label; what is wrong with it stands below it and is tied to it.

import { byId, el } from "./dom.ts";
import type { FieldFinding } from "./requests.ts";
import { CHOICES, type SettingName, type Settings } from "./settings.ts";

interface Field {
  readonly name: SettingName;
  readonly label: string;
  /** Shown while it is empty. */
  readonly empty?: string;
  readonly isNumber?: true;
}

const METRIC: readonly Field[] = [
  { name: "metricName", label: "Metric name" },
  { name: "metricValue", label: "Value" },
  { name: "defaultValue", label: "Default value", empty: "none", isNumber: true },
];

const ALARM: readonly Field[] = [
  { name: "statistic", label: "Statistic" },
  { name: "operator", label: "Operator" },
  { name: "threshold", label: "Threshold", isNumber: true },
  { name: "period", label: "Period" },
  { name: "evaluationPeriods", label: "Evaluation periods", isNumber: true },
  { name: "datapointsToAlarm", label: "Datapoints to alarm", empty: "all", isNumber: true },
  { name: "missingData", label: "Missing data" },
  { name: "mailStyle", label: "Mail as of" },
];

type Control = HTMLInputElement | HTMLSelectElement;

export class FormView {
  readonly #controls = new Map<SettingName, { readonly control: Control; readonly error: HTMLElement }>();

  constructor(changed: (values: Partial<Settings>) => void) {
    for (const [id, fields] of [["metric-form", METRIC] as const, ["alarm-form", ALARM] as const])
      byId(id).replaceChildren(...fields.map((field) => this.#field(field, changed)));
  }

  write(settings: Settings): void {
    for (const [name, { control }] of this.#controls)
      if (control.value !== settings[name]) control.value = settings[name];
  }

  showFindings(findings: readonly FieldFinding[]): void {
    for (const [name, { control, error }] of this.#controls) {
      const found = findings.find(({ field }) => field === name);
      error.textContent = found?.message ?? "";
      error.hidden = found === undefined;
      control.setAttribute("aria-invalid", String(found !== undefined));
    }
  }

  #field({ name, label, empty, isNumber }: Field, changed: (values: Partial<Settings>) => void): HTMLElement {
    const control = controlOf(name, empty, isNumber === true);
    const error = el("p", { class: "error", id: `${name}-error`, hidden: true });
    control.setAttribute("aria-describedby", error.id);
    control.addEventListener("input", () => changed({ [name]: control.value }));
    this.#controls.set(name, { control, error });
    return el("div", { class: `field ${name}` }, el("label", { for: name }, label), control, error);
  }
}

function controlOf(name: SettingName, empty: string | undefined, isNumber: boolean): Control {
  const choices = CHOICES[name];
  if (choices !== undefined) {
    return el("select", { id: name }, ...choices.map(([value, label]) => el("option", { value }, label)));
  }
  const kind = { type: "text", inputmode: isNumber ? "decimal" : undefined, spellcheck: "false", autocomplete: "off" };
  return el("input", { id: name, placeholder: empty, ...kind });
}

/** The alarm in one sentence. */
export function alarmSentence(settings: Settings): string {
  const { statistic, evaluationPeriods: n, datapointsToAlarm, threshold, missingData } = settings;
  const labelOf = (name: SettingName): string =>
    CHOICES[name]?.find(([value]) => value === settings[name])?.[1] ?? settings[name];
  const m = datapointsToAlarm.trim() === "" ? n : datapointsToAlarm;
  const often = n === "1" ? "in one period" : `in ${m} of ${n} periods`;
  const sign = labelOf("operator").slice(0, 1);
  return `In ALARM while ${statistic} ${sign} ${threshold} ${often} of ${labelOf("period")}; a period without data counts as ${missingData}.`;
}
