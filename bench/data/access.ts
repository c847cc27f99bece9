// Holds: the access log of a web server, in the combined form.
// In: random choices. Out: lines of nine fields, three of them quoted, one in brackets.
// Always: every site and visitor is made up; about 3 in 100 requests ask for an .html page, 4 in 100 answers are 4xx, 88 in 100 are 200.

import type { Random } from "../../examples/random.ts";

const SECTIONS = ["articles", "images", "style", "projects", "downloads", "feeds", "presentations"];
const WORDS = ["harbour", "lantern", "meadow", "copper", "granite", "willow", "saffron", "thistle", "ember", "quartz"];
const ENDINGS = [
  { ending: ".png", weight: 40 },
  { ending: ".css", weight: 17 },
  { ending: ".js", weight: 15 },
  { ending: "/", weight: 25 },
  { ending: ".html", weight: 3 },
];
const STATUSES = [
  { status: 200, weight: 88 },
  { status: 304, weight: 5 },
  { status: 301, weight: 2 },
  { status: 404, weight: 3.5 },
  { status: 403, weight: 0.5 },
  { status: 500, weight: 1 },
];
const AGENTS = [
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/118.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 13_5) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.5 Safari/605.1.15",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:109.0) Gecko/20100101 Firefox/117.0",
  "ExampleBot/2.1 (+https://www.example.com/bot)",
];
const START = Date.UTC(2024, 4, 2, 10);

export function accessLines(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => line(random, START + index * 700));
}

function line(random: Random, at: number): string {
  const address = `${random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${random.int(1, 254)}`;
  const path = `/${random.pick(SECTIONS)}/${random.pick(WORDS)}-${random.pick(WORDS)}-${random.int(1, 300)}`;
  const request = `GET ${path}${random.weighted(ENDINGS).ending} HTTP/1.1`;
  const { status } = random.weighted(STATUSES);
  const size = random.int(120, 250_000);
  const referrer = random.chance(0.4) ? "-" : `https://www.example.com/${random.pick(SECTIONS)}/`;
  return `${address} - - [${accessTime(at)}] "${request}" ${status} ${size} "${referrer}" "${random.pick(AGENTS)}"`;
}

/** As Apache writes a time: 02/May/2024:10:00:00 +0000. */
function accessTime(at: number): string {
  const [, day, month, year, time] = new Date(at).toUTCString().split(" ");
  return `${day}/${month}/${year}:${time} +0000`;
}
