// Holds: the drawing of a grammar as railroad diagrams.
// In: rules. Out: one SVG picture with a diagram for each rule.
// Always: needs no script and no font of its own; has its own background, so that it can be read on light and dark pages.

import type { GrammarRule, Part } from "./grammar.ts";

/** A drawing on a line: how wide it is, how far it reaches above and below that line. */
interface Drawing {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  /** The drawing with its line entering at the point given. */
  draw(x: number, y: number): string;
}

const GAP = 14;
const TURN = 8;
const HALF = 13;
const CHARACTER = 7.9;
const MARGIN = 20;
const TITLE = 22;

export function railroadPicture(title: string, rules: readonly GrammarRule[]): string {
  let y = MARGIN;
  const rows = rules.map(({ name, part }) => {
    const drawing = drawingOf(part);
    const line = y + TITLE + drawing.up;
    y = line + drawing.down + MARGIN;
    const [left, right] = [MARGIN + 6, MARGIN + 6 + GAP];
    const end = right + drawing.width;
    const text = `<text class="name" x="${MARGIN}" y="${line - drawing.up - 10}">${name}</text>`;
    const ends = [...bar(left, line), ...bar(end + GAP, line)].join("");
    const svg = `${text}<path d="M${left} ${line}h${GAP}M${n(end)} ${line}h${GAP}${ends}"/>${drawing.draw(right, line)}`;
    return { svg, width: end + GAP + MARGIN + 6 };
  });
  const [width, height] = [Math.ceil(Math.max(...rows.map((row) => row.width))), Math.ceil(y)];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${title}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8"/>`,
    ...rows.map((row) => row.svg),
    "</svg>\n",
  ].join("\n");
}

const STYLE = [
  ".page{fill:#fbfaf7;stroke:#d8d4c8}path{fill:none;stroke:#6b6f76;stroke-width:1.5}",
  "rect{stroke-width:1.5}.literal{fill:#e3efe4;stroke:#4f8a57}.token{fill:#fdf0d5;stroke:#b9822b}.rule{fill:#e4ebf7;stroke:#4a6fb0}",
  "text{font:13px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#22252a}.name{font-weight:bold}",
  "@media(prefers-color-scheme:dark){.page{fill:#1b1e23;stroke:#3a3f47}path{stroke:#9aa0a8}text{fill:#e8e6e1}",
  ".literal{fill:#1f3a25;stroke:#6cb077}.token{fill:#40331a;stroke:#d6a04a}.rule{fill:#22314d;stroke:#7b9fdd}}",
].join("");

const n = (value: number): string => String(Math.round(value * 10) / 10);

function bar(x: number, y: number): readonly string[] {
  return [`M${n(x)} ${n(y - 6)}v12`];
}

function drawingOf(part: Part): Drawing {
  switch (part.kind) {
    case "literal":
    case "token":
    case "rule":
      return box(part.kind, part.text);
    case "sequence":
      return row(part.parts.map(drawingOf));
    case "choice":
      return branches(part.parts.map(drawingOf), undefined);
    case "option":
      return branches([drawingOf(part.part)], "bypass");
    case "loop":
      return looped(drawingOf(part.body), part.between && drawingOf(part.between));
  }
}

function box(kind: string, text: string): Drawing {
  const width = text.length * CHARACTER + 20;
  const corner = kind === "rule" ? 3 : HALF;
  return {
    ...{ width, up: HALF, down: HALF },
    draw: (x, y) =>
      `<rect class="${kind}" x="${n(x)}" y="${n(y - HALF)}" width="${n(width)}" height="${HALF * 2}" rx="${corner}"/>` +
      `<text x="${n(x + width / 2)}" y="${n(y + 4.5)}" text-anchor="middle">${escaped(text)}</text>`,
  };
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function row(parts: readonly Drawing[]): Drawing {
  return {
    width: parts.reduce((sum, part) => sum + part.width, 0) + GAP * (parts.length - 1),
    up: Math.max(...parts.map((part) => part.up)),
    down: Math.max(...parts.map((part) => part.down)),
    draw: (x, y) => {
      let at = x;
      return parts
        .map((part, index) => {
          const line = index === 0 ? "" : `<path d="M${n(at)} ${n(y)}h${GAP}"/>`;
          if (index > 0) at += GAP;
          const svg = line + part.draw(at, y);
          at += part.width;
          return svg;
        })
        .join("");
    },
  };
}

/** Lines that part and meet again: the first branch is straight, the others hang below; a bypass goes above. */
function branches(parts: readonly Drawing[], bypass: "bypass" | undefined): Drawing {
  const inner = Math.max(...parts.map((part) => part.width));
  const width = inner + TURN * 4;
  const offsets: number[] = [];
  let down = 0;
  parts.forEach((part, index) => {
    offsets.push(index === 0 ? 0 : down + GAP / 2 + part.up);
    down = offsets[index]! + part.down;
  });
  const over = parts[0]!.up + GAP / 2;
  return {
    ...{ width, up: bypass === undefined ? parts[0]!.up : over + 2, down },
    draw: (x, y) => {
      const above = bypass === undefined ? "" : turned(x, y, width, -over);
      const drawn = parts.map((part, index) => {
        const line = y + offsets[index]!;
        const [from, to] = [x + TURN * 2, x + width - TURN * 2];
        const ends =
          index === 0
            ? `M${n(x)} ${n(y)}H${n(from)}M${n(from + part.width)} ${n(y)}H${n(x + width)}`
            : `${branch(x, y, line - y, 1)}M${n(from + part.width)} ${n(line)}H${n(to)}${branch(x + width, y, line - y, -1)}`;
        return `<path d="${ends}"/>${part.draw(from, line)}`;
      });
      return (above === "" ? "" : `<path d="${above}"/>`) + drawn.join("");
    },
  };
}

/** A line that leaves the main one towards a branch below; `side` is -1 for where it comes back. */
function branch(x: number, y: number, drop: number, side: 1 | -1): string {
  const turn = TURN * side;
  return `M${n(x)} ${n(y)}q${turn} 0 ${turn} ${TURN}v${n(drop - TURN * 2)}q0 ${TURN} ${turn} ${TURN}`;
}

/** A way round, above (negative) or below. */
function turned(x: number, y: number, width: number, rise: number): string {
  const turn = rise < 0 ? -TURN : TURN;
  const straight = n(rise - turn * 2);
  return (
    `M${n(x)} ${n(y)}q${TURN} 0 ${TURN} ${turn}v${straight}q0 ${turn} ${TURN} ${turn}` +
    `H${n(x + width - TURN * 2)}q${TURN} 0 ${TURN} ${-turn}v${n(-(rise - turn * 2))}q0 ${-turn} ${TURN} ${-turn}`
  );
}

/** A body that may be gone through again, by a way back below it on which `between` stands. */
function looped(body: Drawing, between: Drawing | undefined): Drawing {
  const inner = Math.max(body.width, between?.width ?? 0);
  const width = inner + TURN * 4;
  const drop = body.down + GAP / 2 + (between?.up ?? 2);
  return {
    ...{ width, up: body.up, down: drop + (between?.down ?? 4) },
    draw: (x, y) => {
      const [from, back, line] = [x + TURN * 2, x + TURN, y + drop];
      const rise = n(drop - TURN * 2);
      const right = x + width - TURN;
      const start = from + (inner - (between?.width ?? 0)) / 2;
      const stop = start + (between?.width ?? 0);
      return (
        `<path d="M${n(x)} ${n(y)}H${n(from)}M${n(from + body.width)} ${n(y)}H${n(x + width)}` +
        `M${n(right - TURN)} ${n(y)}q${TURN} 0 ${TURN} ${TURN}v${rise}q0 ${TURN} ${-TURN} ${TURN}H${n(stop)}` +
        `M${n(start)} ${n(line)}H${n(back + TURN)}q${-TURN} 0 ${-TURN} ${-TURN}v${n(-(drop - TURN * 2))}q0 ${-TURN} ${TURN} ${-TURN}"/>` +
        body.draw(from, y) +
        (between?.draw(start, line) ?? "")
      );
    },
  };
}
