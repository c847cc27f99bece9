// Holds: settings as the fragment of an address, and back.
// In: settings; a fragment of any making. Out: `#1.` and letters; settings, and sentences on what could not be read.
// Always: never throws; a fragment unpacks to a bounded size, whatever it claims; what is left out or not understood is told.

import { EXAMPLES } from "./examples.ts";
import { DEFAULTS, type SettingName, type Settings, settingsFrom } from "./settings.ts";

/** Browsers take more, but chats and mails cut what is longer [chosen]. */
export const LONGEST_LINK = 8000;

/** What a fragment can unpack to. */
const LARGEST = 1_000_000;

const MARK = "1.";

export interface Link {
  /** With the `#`. */
  readonly fragment: string;
  /** False when the events are too long for it and were left out. */
  readonly holdsEvents: boolean;
}

/** Events that are those of an example are told by its name. */
export async function linkOf(settings: Settings): Promise<Link> {
  const { events, ...rest } = settings;
  const members = Object.fromEntries(
    Object.entries(rest).filter(([name, value]) => value !== DEFAULTS[name as SettingName]),
  );
  const example = EXAMPLES.find((one) => one.hasEvents(events));
  if (example !== undefined) return { fragment: await packed({ ...members, example: example.id }), holdsEvents: true };
  const whole = events.length > LARGEST ? undefined : await packed({ ...members, events });
  if (whole !== undefined && whole.length <= LONGEST_LINK) return { fragment: whole, holdsEvents: true };
  return { fragment: await packed(members), holdsEvents: false };
}

export interface ReadLink {
  /** Undefined when the fragment holds none. */
  readonly settings: Settings | undefined;
  readonly problems: readonly string[];
}

/** What a fragment says; the empty one says nothing. */
export async function readLink(fragment: string): Promise<ReadLink> {
  const text = fragment.replace(/^#/, "");
  if (text === "") return { settings: undefined, problems: [] };
  const object = await unpacked(text);
  if (object === undefined)
    return { settings: undefined, problems: ["The link is damaged, or is not one of this page."] };
  const { example: id, ...members } = object;
  const example = EXAMPLES.find((one) => one.id === id);
  const base = { ...DEFAULTS, events: example?.settings().events ?? "" };
  const { settings, refused } = settingsFrom(members, base);
  const unknown = id !== undefined && example === undefined ? ["example", ...refused] : refused;
  const names = unknown.slice(0, 5).map((name) => name.slice(0, 40));
  const problems = names.length === 0 ? [] : [`The link sets what this page does not know: ${names.join(", ")}.`];
  return { settings, problems };
}

async function packed(object: object): Promise<string> {
  const stream = new Blob([JSON.stringify(object)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return `#${MARK}${btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")}`;
}

async function unpacked(text: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (!text.startsWith(MARK)) return undefined;
  try {
    const binary = atob(text.slice(MARK.length).replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (sign) => sign.charCodeAt(0));
    const value: unknown = JSON.parse(await inflated(bytes));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

async function inflated(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length <= LARGEST) continue;
    await reader.cancel();
    throw new RangeError("too large");
  }
}
