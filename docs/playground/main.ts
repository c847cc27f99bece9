// Holds: the start of the program, which is one script for the page and for its worker.
// In: where it runs. Out: the page, or the worker's side.
// Always: the worker is made from the text of the very script that the page holds, so that nothing is fetched.

import { Page } from "./page.ts";
import { type Scope, serve } from "./worker.ts";

if (typeof document === "undefined") serve(globalThis as unknown as Scope);
else {
  const { textContent } = document.currentScript as HTMLScriptElement;
  const address = URL.createObjectURL(new Blob([textContent ?? ""], { type: "text/javascript" }));
  void new Page(() => new Worker(address)).start();
}
