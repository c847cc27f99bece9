// Holds: light or dark.
// In: the system's wish, and a button. Out: the page's `data-theme`; a call after every change.
// Always: what was chosen is kept where the browser lets it.

import { byId } from "./dom.ts";

type Theme = "light" | "dark";
const KEY = "tocsin-theme";

export function startTheme(changed: (theme: Theme) => void): void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = byId("theme");
  let chosen = kept();
  const apply = (): void => {
    const theme = chosen ?? (system.matches ? "dark" : "light");
    document.documentElement.dataset.theme = theme;
    button.setAttribute("aria-pressed", String(theme === "dark"));
    changed(theme);
  };
  system.addEventListener("change", apply);
  button.addEventListener("click", () => {
    chosen = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    keep(chosen);
    apply();
  });
  apply();
}

function kept(): Theme | undefined {
  try {
    const value = localStorage.getItem(KEY);
    return value === "light" || value === "dark" ? value : undefined;
  } catch {
    return undefined;
  }
}

function keep(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}
