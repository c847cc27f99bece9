// Holds: the reference interpreter of filter patterns: slow, short, and written only from what is known of the service.
// In: a pattern, an event. Out: whether the service accepts the pattern, whether the event matches, what it extracts.
// Always: imports nothing of the library, so that the two can disagree.

import { Refused, refuse } from "./cursor.ts";
import { readFields } from "./fields.ts";
import { readJson } from "./json.ts";
import { readRegex } from "./regex.ts";
import { readTerms } from "./terms.ts";

/** From an event to its extracted values; undefined if it doesn't match. */
type Interpreter = (event: string) => Record<string, string> | undefined;

interface Interpretation {
  readonly valid: boolean;
  readonly matches: boolean;
  readonly extracted: Record<string, string>;
}

const LONGEST_PATTERN = 1024;

/** Reads a pattern; undefined if the service refuses it. */
export function readPattern(pattern: string): Interpreter | undefined {
  try {
    return pattern.length > LONGEST_PATTERN ? refuse("too long") : readByFirstCharacter(pattern);
  } catch (error) {
    if (error instanceof Refused) return undefined;
    throw error;
  }
}

export function interpret(pattern: string, event: string): Interpretation {
  const read = readPattern(pattern);
  const extracted = read?.(event);
  return { valid: read !== undefined, matches: extracted !== undefined, extracted: extracted ?? {} };
}

function readByFirstCharacter(pattern: string): Interpreter {
  switch (pattern[0]) {
    case "{":
      return withoutValues(readJson(pattern));
    case "[":
      return readFields(pattern);
    case "%":
      return withoutValues(readRegexPattern(pattern));
    default:
      return withoutValues(readTerms(pattern));
  }
}

function readRegexPattern(pattern: string): (event: string) => boolean {
  if (!pattern.endsWith("%") || pattern.length < 2) refuse("a pattern that starts with % must end with %");
  // A percent sign between the two is none of the characters an expression may hold.
  return readRegex(pattern.slice(1, -1));
}

/** Only space-delimited patterns extract values. */
function withoutValues(test: (event: string) => boolean): Interpreter {
  return (event) => (test(event) ? {} : undefined);
}
