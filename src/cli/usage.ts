// Holds: the reading of a command's arguments, and what is said about wrong ones.
// In: argument texts, the options a command knows. Out: values and positionals, or a UsageError with a sentence that helps.
// Always: an option that does not exist, or lacks its value, is refused, never taken for something else.

import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import { nearest } from "../text/nearest.ts";

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
      args: withNegatives(argv, known),
      options: known,
      allowPositionals: true,
      strict: true,
    });
    return { values: values as Readonly<Record<string, Value>>, positionals };
  } catch (error) {
    throw new UsageError(argumentMessage(error, Object.keys(known), argv));
  }
}

/** A negative number after an option that takes a value is its value, not another option: `--max -1` as `--max=-1`. */
function withNegatives(argv: readonly string[], known: ParseArgsOptionsConfig): string[] {
  const joined: string[] = [];
  for (const [index, argument] of argv.entries()) {
    if (argument === "--") return [...joined, ...argv.slice(index)];
    const before = joined.at(-1) ?? "";
    const takesValue = before.startsWith("--") && known[before.slice(2)]?.type === "string";
    if (takesValue && /^-\d/.test(argument)) joined[joined.length - 1] = `${before}=${argument}`;
    else joined.push(argument);
  }
  return joined;
}

/** parseArgs' own sentence, with the nearest option, and with a way out for a pattern that starts with a hyphen. */
function argumentMessage(error: unknown, known: readonly string[], argv: readonly string[]): string {
  const { code, message } = error as { code?: string; message: string };
  if (code === "ERR_PARSE_ARGS_INVALID_OPTION_VALUE") {
    const option = /--[\w-]+/.exec(message)?.[0] ?? "The option";
    return message.includes("does not take an argument") ? `${option} takes no value.` : `${option} needs a value.`;
  }
  if (code !== "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `${message.split(". ")[0]}.`;
  const name = /'(-{1,2}[^']*)'/.exec(message)?.[1] ?? "";
  const near = name.startsWith("--") ? nearest(name.slice(2), known) : undefined;
  if (near !== undefined) return `There is no option ${name}; did you mean --${near}?`;
  const pattern = argv.find((argument) => /^-[^-]/.test(argument));
  const hint = pattern === undefined ? "" : ` If ${JSON.stringify(pattern)} is a pattern, write -- before it.`;
  return `There is no option ${name}.${hint}`;
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
