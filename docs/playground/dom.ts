// Holds: the making of elements.
// In: a name, attributes, children. Out: an element.
// Always: texts are texts: nothing is read as HTML.

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;
type Child = Node | string | undefined;

/** `el("p", { class: "hint" }, "text")`; an attribute that is false or undefined is left out, one that is true is empty. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : String(value));
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** The element that the page has under an id. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no #${id}`);
  return element as E;
}

/** Text whose backticks hold code. */
export function prose(text: string): readonly Node[] {
  return text.split("`").map((part, index) => (index % 2 === 0 ? document.createTextNode(part) : el("code", {}, part)));
}

/** `2014-11-05 19:11:03`, in UTC. */
export function timeText(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace("T", " ");
}

/** `1 event`, `2 events`, `12,345 events`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}
