// Holds: colours on a terminal.
// In: a sink and an environment. Out: a function that wraps text in a style, or leaves it plain.
// Always: plain where output is no terminal or NO_COLOR is set; FORCE_COLOR colours anything.

import { styleText } from "node:util";
import type { Io, Sink } from "./io.ts";

export type Style = "error" | "warning" | "dim" | "bold" | "good";
export type Paint = (style: Style, text: string) => string;

const FORMATS = { error: "red", warning: "yellow", dim: "dim", bold: "bold", good: "green" } as const;

/** The painter of one sink. */
export function painter(sink: Sink, env: Io["env"]): Paint {
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== "" && env.FORCE_COLOR !== "0";
  const refused = (env.NO_COLOR ?? "") !== "" || env.TERM === "dumb";
  if (!forced && (refused || sink.isTTY !== true)) return (_style, text) => text;
  return (style, text) => styleText(FORMATS[style], text, { validateStream: false });
}
