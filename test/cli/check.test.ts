import { describe, expect, test } from "vitest";
import { drive } from "./drive.ts";

describe("tocsin check", () => {
  test.each([
    ["", "the pattern that matches every event"],
    ["ERROR -timeout", "a pattern of terms"],
    ["%a.c%", "a regular expression"],
    ["{ $.a = 1 }", "a JSON pattern"],
    ["[a, b]", "a space-delimited pattern"],
  ])("says what an accepted pattern is: %j", async (pattern, kind) => {
    expect(await drive(["check", pattern])).toEqual({ code: 0, out: `OK: ${kind}\n`, err: "" });
  });

  test("shows a mistake under a caret, with the service's own words", async () => {
    const { code, out, err } = await drive(["check", "ERROR: disk"]);
    expect(code).toBe(1);
    expect(err).toBe("");
    expect(out).toContain("--> <pattern>:1:6\n");
    expect(out).toContain("1 | ERROR: disk\n");
    expect(out).toMatch(/\| {6}\^/);
    expect(out).toContain("the service would answer: Invalid character(s) in term ':'");
  });

  test("shows every mistake", async () => {
    const { out } = await drive(["check", "{ $a = 1 && $.b == 2 }"]);
    expect(out.match(/-->/g)!.length).toBeGreaterThan(1);
  });

  test("reads the pattern from standard input, without the file's last line break", async () => {
    expect((await drive(["check", "-"], { stdin: "{ $.a = 1 }\n" })).code).toBe(0);
    expect((await drive(["check", "-"], { stdin: "a:b\r\n" })).out).toContain("1 | a:b\n");
  });

  test("says of an empty standard input that the empty pattern matches everything", async () => {
    const { code, out, err } = await drive(["check", "-"], { stdin: "" });
    expect(code).toBe(0);
    expect(out).toBe("OK: the pattern that matches every event\n");
    expect(err).toBe("note: standard input is empty, and the empty pattern matches every event\n");
    expect((await drive(["check", ""])).err).toBe("");
  });

  test("says what to write in YAML when the line break at the end is the mistake", async () => {
    const { out } = await drive(["check", "{ $.a = 1 }\n"]);
    expect(out).toMatch(/= the line break at the end.*`\|-` or `>-`/);
  });

  test.each(["{ $.a ! 1 }", "{ ($.a = 1) $.b }", "[a, b c]", "%(a)%"])(
    "keeps what was expected within 80 columns, and the line within the terminal's: %s",
    async (pattern) => {
      for (const columns of [undefined, 60, 200]) {
        const { out } = await drive(["check", pattern], columns === undefined ? {} : { columns });
        const frame = out.split("\n").filter((line) => /^ *\d* [|=] |^ {5,}/.test(line));
        for (const line of frame) if (!/fix:|opened/.test(line)) expect(line.length, line).toBeLessThanOrEqual(80);
      }
      const { out } = await drive(["check", `${"x ".repeat(300)}a:b`], { columns: 60 });
      for (const line of out.split("\n").filter((line) => line.includes("|")))
        expect(line.length).toBeLessThanOrEqual(60);
    },
  );

  test("gives one JSON object with --json", async () => {
    const accepted = JSON.parse((await drive(["check", "--json", "ERROR"])).out);
    expect(accepted).toEqual({ type: "check", pattern: "ERROR", kind: "terms", valid: true, diagnostics: [] });
    const { out, code } = await drive(["check", "--json", "a:b"]);
    const refused = JSON.parse(out);
    expect(code).toBe(1);
    expect(refused).toMatchObject({ valid: false, serviceMessage: "Invalid character(s) in term ':'" });
    expect(refused.diagnostics[0]).toMatchObject({ code: "term-character", span: { start: 1 } });
  });

  test("words the answer for the place the pattern is used in", async () => {
    const { out } = await drive(["check", "--context", "subscription-filter", "{ $.a == 1 }"]);
    expect(out).toContain("Invalid subscription filter pattern");
  });

  test("uses colours on a terminal, unless NO_COLOR is set", async () => {
    expect((await drive(["check", "a:b"], { tty: true })).out).toContain("\u001b[31m");
    expect((await drive(["check", "a:b"], { tty: true, env: { NO_COLOR: "1" } })).out).not.toContain("\u001b");
  });

  test.each([
    [[], /check takes a pattern/],
    [["a", "b"], /one pattern; quote it/],
    [["--context", "place", "a"], /--context is one of metric-filter/],
    [["-ERROR"], /If "-ERROR" is a pattern, write -- before it/],
    [["--jsn", "a"], /did you mean --json\?/],
    [["--context"], /--context/],
  ])("refuses %j in a sentence", async (argv, sentence) => {
    const { code, out, err } = await drive(["check", ...argv]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(sentence);
    expect(err).toContain("See tocsin check --help.");
  });

  test("takes a pattern that starts with a hyphen after --", async () => {
    expect((await drive(["check", "--", "-ERROR"])).code).toBe(0);
  });
});
