import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drive, folder } from "./drive.ts";

const files = folder();
const RED = "\u001b[31m";
const GREEN = "\u001b[32m";

describe("tocsin explain, of a pattern alone", () => {
  test("shows the pattern and says in English what it matches", async () => {
    expect(await drive(["explain", "ERROR -timeout"])).toEqual({
      code: 0,
      out:
        "ERROR -timeout\n\n" +
        'Matches an event that contains "ERROR", but not "timeout".\n' +
        "Case counts, and a term is found inside longer words too.\n",
      err: "",
    });
  });

  test("shows the mistakes of a refused pattern, exit code 1", async () => {
    const { code, out } = await drive(["explain", "a:b"]);
    expect(code).toBe(1);
    expect(out).toContain("--> <pattern>:1:2\n");
    expect(out).toContain("refused: the service would answer: Invalid character(s) in term ':'\n");
    expect((await drive(["explain", "a:b", "an event"])).out).toBe(out);
  });

  test("gives one JSON object with --json", async () => {
    expect(JSON.parse((await drive(["explain", "--json", "ERROR"])).out)).toMatchObject({
      ...{ type: "explain", pattern: "ERROR", kind: "terms", valid: true },
      explanation: expect.stringContaining("Matches an event"),
    });
    expect(JSON.parse((await drive(["explain", "--json", "a:b"])).out)).toMatchObject({
      ...{ valid: false, serviceMessage: "Invalid character(s) in term ':'" },
      diagnostics: [{ code: "term-character" }],
    });
  });
});

describe("tocsin explain, over events", () => {
  test("an argument that is no file is the event: each clause with a mark and what it saw", async () => {
    const event = '{"level":"error","ms":12,"a":["xbbx","abc",1]}';
    const { code, out } = await drive([
      "explain",
      '{ $.level = "error" && ($.ms > 100 || $.mfa != "Yes") && $.a[*] = %b+% }',
      event,
    ]);
    expect(code).toBe(0);
    expect(out.split("\n")).toEqual([
      "✗ does not match  argument",
      '  pattern  { $.level = "error" && ($.ms > 100 || $.mfa != "Yes") && $.a[*] = %b+% }',
      `  event    ${event}`,
      '  ✓ $.level = "error"  "error"',
      "  ✗ any of",
      "    ✗ $.ms > 100       12",
      '    ✗ $.mfa != "Yes"   not there: != holds for strings and numbers only, not for what is missing',
      '  ✓ $.a[*] = %b+%      "xbbx", "abc"',
      "",
    ]);
  });

  test("terms are told with their places, ignored ones as ignored", async () => {
    const { out } = await drive(["explain", "ERROR -disk ?x", "an ERROR of the disk, ERROR"]);
    expect(out).toContain("  ✓ ERROR  at 3, 22\n  ✗ -disk  at 16\n  · ?x     the service ignores a ? term");
    const many = await drive(["explain", "x", "x".repeat(9)]);
    expect(many.out).toContain("at 0, 1, 2, 3, 4 and 4 more\n");
  });

  test("fields are told by their conditions, with how many are missing", async () => {
    const { out } = await drive(["explain", "[ip, status = 4* || status = 5*, bytes]", "1.2.3.4 404"]);
    expect(out.split("\n").slice(3)).toEqual([
      "  the event has 2 fields, the pattern needs 3",
      "  ✓ ip             1.2.3.4",
      "  ✓ any of",
      "    ✓ status = 4*  404",
      "    ✗ status = 5*  404",
      "  ✗ bytes          not there",
      "",
    ]);
  });

  test("an event that is no JSON object is told as such", async () => {
    const { out } = await drive(["explain", "{ $.a NOT EXISTS }", "x {}"]);
    expect(out).toMatch(/^✗ does not match.*\n.*\n.*\n {2}other text stands before the JSON object.*\n$/);
  });

  test("files, gzipped ones too, and standard input are read line by line", async () => {
    const log = files.file("app.log.gz", gzipSync("ERROR one\nfine\n"));
    const { code, out } = await drive(["explain", "ERROR", log, "-"], { stdin: "ERROR three\n" });
    expect(code).toBe(0);
    expect(out.split("\n").filter((line) => /^\S/.test(line))).toEqual([
      `✓ matches  ${log}:1`,
      `✗ does not match  ${log}:2`,
      "✓ matches  <stdin>:1",
    ]);
  });

  test("--max stops after so many events", async () => {
    const { out } = await drive(["explain", "--max", "2", "x", "-"], { stdin: "a\nb\nc\nd\n" });
    expect(out.match(/does not match/g)!.length).toBe(2);
  });

  test("--json gives an object for each event, with places in pattern and event", async () => {
    const [line] = (await drive(["explain", "--json", "ERROR", "an ERROR"])).out.trim().split("\n");
    expect(JSON.parse(line!)).toEqual({
      ...{ type: "explain", source: "argument", line: null, message: "an ERROR", matches: true, extractedValues: {} },
      clauses: [
        {
          ...{ kind: "term", span: { start: 0, end: 5 }, outcome: "holds", operands: [] },
          seen: [{ span: { start: 3, end: 8 }, value: "ERROR", holds: true }],
        },
      ],
    });
  });

  test("a long event is shown where something was seen in it", async () => {
    const event = `${"a".repeat(3000)} ERROR ${"b".repeat(3000)}`;
    const { out } = await drive(["explain", "ERROR", event]);
    expect(out).toMatch(/event {4}a{40} … a{39} ERROR b{39} … \n/);
  });

  test("control characters of an event do not reach the terminal", async () => {
    const { out } = await drive(["explain", '{ $.a = "x" }', '{"a":"\u001b[2J","b":"\u009b2J"}'], {
      tty: true,
      env: { NO_COLOR: "1" },
    });
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  });

  test("on a terminal the parts of pattern and event are coloured, unless NO_COLOR is set", async () => {
    const argv = ["explain", "ERROR -disk", "disk ERROR"];
    const { out } = await drive(argv, { tty: true });
    expect(out).toMatch(new RegExp(`pattern.*${escaped(GREEN)}ERROR.*${escaped(RED)}-disk`));
    expect(out).toMatch(new RegExp(`event.*${escaped(RED)}disk.*${escaped(GREEN)}ERROR`));
    expect((await drive(argv, { tty: true, env: { NO_COLOR: "1" } })).out).not.toContain("\u001b");
  });

  test("a problem of an input is told, exit code 1", async () => {
    const broken = files.file("broken.gz", gzipSync("ERROR one\n".repeat(50)).subarray(0, 30));
    const { code, err } = await drive(["explain", "ERROR", broken]);
    expect(code).toBe(1);
    expect(err).toContain("broken.gz");
  });

  test.each([
    [[], /explain takes a pattern/],
    [["--max", "0", "x"], /--max takes a whole number/],
    [["--jsn", "x"], /did you mean --json/],
  ])("refuses %j in a sentence", async (argv, sentence) => {
    const { code, err } = await drive(["explain", ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});

function escaped(text: string): string {
  return text.replace("[", "\\[");
}
