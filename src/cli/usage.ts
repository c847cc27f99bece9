// Holds: the reading of a command's arguments, and what is said about wrong ones.
// In: argument texts, the options a command knows. Out: values and positionals, or a UsageError with a sentence that helps.
// Always: an option that does not exist, or lacks its value, is refused, never taken for something else.

import { type ParseArgsOptionsConfig, parseArgs } from "node:util";

/** The command line was not understood: exit code 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Something the command needs can't be used, and has been told on standard error: exit code 2. */
export class Unusable extends Error {
  override readonly name = "Unusable";
}

type Value = string | boolean | (string | boolean)[] | undefined;

export interface Arguments {
  readonly values: Readonly<Record<string, Value>>;
  readonly positionals: readonly string[];
}

/** Reads arguments; `--help` is known to every command. */
export function readArguments(argv: readonly string[], options: ParseArgsOptionsConfig): Arguments {
  const known = { ...options, help: { type: "boolean", short: "h" } } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: known,
      allowPositionals: true,
      strict: true,
    });
    return { values: values as Readonly<Record<string, Value>>, positionals };
  } catch (error) {
    throw new UsageError(argumentMessage(error, Object.keys(known), argv));
  }
}

/** parseArgs' own sentence, with the nearest option, and with a way out for a pattern that starts with a hyphen. */
function argumentMessage(error: unknown, known: readonly string[], argv: readonly string[]): string {
  const { code, message } = error as { code?: string; message: string };
  if (code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `${message.split(". ")[0]}.`;
  const name = /'(-{1,2}[^']*)'/.exec(message)?.[1] ?? "";
  const near = name.startsWith("--") ? nearest(name.slice(2), known) : undefined;
  if (near !== undefined) return `There is no option ${name}; did you mean --${near}?`;
  const pattern = argv.find((argument) => /^-[^-]/.test(argument));
  const hint = pattern === undefined ? "" : ` If ${JSON.stringify(pattern)} is a pattern, write -- before it.`;
  return `There is no option ${name}.${hint}`;
}

/** The known name that is most likely meant, if any is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.ceil(name.length / 2) + 1);
  for (const candidate of known) {
    const distance = candidate.startsWith(name) && name.length > 1 ? 1 : editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance; long names are not compared. */
function editDistance(a: string, b: string): number {
  if (a.length > 40 || b.length > 40) return Number.POSITIVE_INFINITY;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

/** The text of an option that takes one. */
export function textOption({ values }: Arguments, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

/** An option that takes a whole number from 1; without it, no limit. */
export function limitOption(args: Arguments, name: string): number {
  const text = textOption(args, name);
  if (text === undefined) return Number.POSITIVE_INFINITY;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--${name} takes a whole number from 1; ${JSON.stringify(text)} is none.`);
}

/** The texts of an option that can be repeated. */
function textOptions({ values }: Arguments, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** Options of the form NAME=VALUE, in order. */
export function pairOptions(args: Arguments, name: string): readonly (readonly [string, string])[] {
  return textOptions(args, name).map((text) => {
    const at = text.indexOf("=");
    if (at <= 0 || at === text.length - 1) {
      throw new UsageError(`--${name} takes NAME=VALUE; ${JSON.stringify(text)} is not of that form.`);
    }
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
}
