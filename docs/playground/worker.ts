// Holds: the work beside the page: analyses, one at a time, the newest only.
// In: messages of the page. Out: messages to it: progress, an analysis, or why there is none.
// Always: a newer request ends the one under way at its next rest; every request that is not overtaken is answered.

import { type Analysis, analyse } from "./analysis.ts";
import type { Settings } from "./settings.ts";

export interface Request {
  readonly id: number;
  /** `events` is empty: they come beside, and only when they are others than before. */
  readonly settings: Settings;
  readonly events?: string;
}

export type Answer =
  | { readonly id: number; readonly kind: "progress"; readonly done: number }
  | { readonly id: number; readonly kind: "analysis"; readonly analysis: Analysis }
  | { readonly id: number; readonly kind: "failure"; readonly message: string };

/** The part of a worker's global scope that is used. */
export interface Scope {
  addEventListener(name: "message", listener: (event: { readonly data: Request }) => void): void;
  postMessage(answer: Answer): void;
}

class Overtaken extends Error {}

export function serve(scope: Scope): void {
  let newest = 0;
  let text = "";
  scope.addEventListener("message", ({ data: { id, settings, events } }) => {
    newest = id;
    text = events ?? text;
    const rest = async (done: number): Promise<void> => {
      scope.postMessage({ id, kind: "progress", done: done / text.length });
      await new Promise((resolve) => setTimeout(resolve));
      if (id !== newest) throw new Overtaken();
    };
    analyse(settings, text, Date.now(), rest).then(
      (analysis) => scope.postMessage({ id, kind: "analysis", analysis }),
      (error: unknown) => {
        if (!(error instanceof Overtaken)) scope.postMessage({ id, kind: "failure", message: String(error) });
      },
    );
  });
}
