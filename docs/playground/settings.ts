// Holds: everything a user can set in the playground, as texts: what stands in the editors and in the fields.
// In: nothing, or an object from a link. Out: settings, and what of the object was no setting.
// Always: plain data; a field holds what was typed, right or wrong; who uses it says what is wrong with it.

export interface Settings {
  readonly pattern: string;
  readonly events: string;
  /** Of the metric and of the alarm on it. */
  readonly metricName: string;
  readonly metricValue: string;
  readonly defaultValue: string;
  readonly statistic: string;
  readonly period: string;
  readonly evaluationPeriods: string;
  readonly datapointsToAlarm: string;
  readonly operator: string;
  readonly threshold: string;
  readonly missingData: string;
  readonly mailStyle: string;
}

export type SettingName = keyof Settings;

export const DEFAULTS: Settings = {
  ...{ pattern: "", events: "" },
  ...{ metricName: "Matches", metricValue: "1", defaultValue: "" },
  ...{ statistic: "Sum", period: "60", evaluationPeriods: "1", datapointsToAlarm: "" },
  ...{ operator: "GreaterThanThreshold", threshold: "0", missingData: "notBreaching", mailStyle: "today" },
};

/** A value that can be chosen, and how it is shown. */
export type Choice = readonly [value: string, label: string];

const same = (...values: readonly string[]): readonly Choice[] => values.map((value) => [value, value]);

/** The fields that are chosen, not typed. */
export const CHOICES: { readonly [name in SettingName]?: readonly Choice[] } = {
  statistic: same("Sum", "SampleCount", "Average", "Minimum", "Maximum", "p50", "p90", "p99", "tm90", "IQM"),
  period: [
    ...[["60", "1 minute"] as const, ["300", "5 minutes"] as const, ["900", "15 minutes"] as const],
    ...[["3600", "1 hour"] as const, ["21600", "6 hours"] as const, ["86400", "1 day"] as const],
  ],
  operator: [
    ["GreaterThanThreshold", "> more than"],
    ["GreaterThanOrEqualToThreshold", "≥ at least"],
    ["LessThanThreshold", "< less than"],
    ["LessThanOrEqualToThreshold", "≤ at most"],
  ],
  missingData: same("missing", "notBreaching", "breaching", "ignore"),
  mailStyle: same("today", "2020", "2019", "2014"),
};

export interface ReadSettings {
  readonly settings: Settings;
  /** The names that are no settings, or whose values are none. */
  readonly refused: readonly string[];
}

/** The settings that an object of unknown making holds; what it lacks is as `base` has it. */
export function settingsFrom(object: Readonly<Record<string, unknown>>, base: Settings = DEFAULTS): ReadSettings {
  const entries = Object.entries(object);
  const good = entries.filter((entry): entry is [SettingName, string] => isSetting(...entry));
  const refused = entries.filter((entry) => !isSetting(...entry)).map(([name]) => name);
  return { settings: { ...base, ...Object.fromEntries(good) }, refused };
}

function isSetting(name: string, value: unknown): boolean {
  if (!Object.hasOwn(DEFAULTS, name) || typeof value !== "string") return false;
  return CHOICES[name as SettingName]?.some(([choice]) => choice === value) ?? true;
}
