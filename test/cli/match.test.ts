import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { drive, folder } from "./drive.ts";

const files = folder();
const LINES = "ERROR one\nfine\nERROR two\n";
const text = files.file("app.log", LINES);

describe("tocsin match", () => {
  test("prints the events that match, in order", async () => {
    expect(await drive(["match", "ERROR", text])).toEqual({ code: 0, out: "ERROR one\nERROR two\n", err: "" });
  });

  test("needs no time in a line, and tells of none", async () => {
    const { out } = await drive(["match", "--json", "two", text]);
    expect(JSON.parse(out)).toEqual({
      source: text,
      line: 3,
      timestamp: null,
      message: "ERROR two",
      extractedValues: {},
    });
  });

  test("reads standard input when no file is named, or -", async () => {
    expect((await drive(["match", "ERROR"], { stdin: LINES })).out).toBe("ERROR one\nERROR two\n");
    expect((await drive(["match", "ERROR", "-"], { stdin: gzipSync(LINES) })).out).toBe("ERROR one\nERROR two\n");
  });

  test("names the source when there are several", async () => {
    const other = files.file("other.log.gz", gzipSync("ERROR three\n"));
    expect((await drive(["match", "?one ?three", text, other])).out).toBe(`${text}:ERROR one\n${other}:ERROR three\n`);
  });

  test("reads the records of CloudTrail files as events", async () => {
    const records = [
      { eventTime: "2014-11-05T19:11:02Z", errorCode: "AccessDenied" },
      { eventTime: "2014-11-05T19:11:03Z" },
    ];
    const trail = files.file("trail.json.gz", gzipSync(JSON.stringify({ Records: records })));
    const { out } = await drive(["match", "--json", '{ $.errorCode = "AccessDenied*" }', trail]);
    expect(JSON.parse(out)).toMatchObject({
      timestamp: Date.UTC(2014, 10, 5, 19, 11, 2),
      message: JSON.stringify(records[0]),
    });
  });

  test("gives the extracted values of a space-delimited pattern", async () => {
    const { out } = await drive(["match", "--json", "[level = ERROR, word]", text]);
    expect(
      out
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).extractedValues),
    ).toEqual([
      { $level: "ERROR", $word: "one" },
      { $level: "ERROR", $word: "two" },
    ]);
  });

  test("counts, inverts and stops early", async () => {
    expect((await drive(["match", "--count", "ERROR", text])).out).toBe("2\n");
    expect((await drive(["match", "--invert", "ERROR", text])).out).toBe("fine\n");
    expect((await drive(["match", "--max", "1", "ERROR", text])).out).toBe("ERROR one\n");
    expect((await drive(["match", "--count", "nothing", text])).out).toBe("0\n");
  });

  test("prints lines without their line breaks' carriage returns, and no empty ones, inverted or not", async () => {
    const windows = files.file("windows.log", "one\r\n\r\nERROR two\r\n\nthree\r\nERROR four\r");
    expect((await drive(["match", "ERROR", windows])).out).toBe("ERROR two\nERROR four\n");
    expect((await drive(["match", "--invert", "ERROR", windows])).out).toBe("one\nthree\n");
    expect((await drive(["match", "--invert", "--count", "ERROR", windows])).out).toBe("2\n");
    expect((await drive(["match", "--invert", "ERROR", windows, text])).out).toBe(
      `${windows}:one\n${windows}:three\n${text}:fine\n`,
    );
  });

  test("prints bytes that are not UTF-8 as U+FFFD, and keeps all others", async () => {
    const odd = files.file("odd.log", Buffer.from("\xef\xbb\xbfERROR \xff\nERROR \xf0\x9f\x94\x94\n", "latin1"));
    const { out, err } = await drive(["match", "ERROR", odd]);
    expect(out).toBe("ERROR \ufffd\nERROR \u{1f514}\n");
    expect(err).toContain("1 event with bytes that are not UTF-8");
  });

  test("stops at the last event wanted, in the middle of what was read", async () => {
    const three = files.file("three.json", '{"Records":[{"a":1},{"a":2},{"a":3}]}');
    expect((await drive(["match", "--max", "2", "{ $.a > 0 }", three])).out).toBe('{"a":1}\n{"a":2}\n');
    expect((await drive(["match", "--max", "2", "--count", "{ $.a > 0 }", three])).out).toBe("2\n");
    expect((await drive(["match", "--max", "1", "--invert", "nothing", three, text])).out).toBe(`${three}:{"a":1}\n`);
  });

  test("prints what is said over several lines, when a line stands for it", async () => {
    const event = JSON.stringify({ timestamp: 1_415_214_778_000, message: "ERROR\n  at x" });
    expect((await drive(["match", "ERROR", files.file("exported.ndjson", event)])).out).toBe("ERROR\n  at x\n");
  });

  test("exit code 1 when nothing matches", async () => {
    expect(await drive(["match", "nothing", text])).toEqual({ code: 1, out: "", err: "" });
  });

  test("a bad input is told with how much was read, the rest is still searched, and the exit code is 1", async () => {
    const whole = gzipSync(`${"ERROR x\n".repeat(50)}`);
    const cut = files.file("cut.gz", whole.subarray(0, whole.length - 6));
    const { code, out, err } = await drive(["match", "--count", "ERROR", "/no/such/file", cut, text]);
    expect(code).toBe(1);
    expect(out).toBe("52\n");
    expect(err).toMatch(/problem: \/no\/such\/file: .*no such file/);
    expect(err).toMatch(/cut\.gz: .*bytes and 50 events read of it/);
  });

  test("problems of records name the record, and control characters in file names are made visible", async () => {
    const records = files.file("tr\u001b[31mail.json", '{"Records":[{"a":1},{"a":},{"a":2}]}');
    const { out, err, code } = await drive(["match", "--count", "", records]);
    expect([code, out]).toEqual([1, "2\n"]);
    expect(err).not.toContain("\u001b");
    expect(err).toMatch(/problem: .*tr·\[31mail\.json: record 2: /);
    const named = await drive(["match", "a", records, text]);
    expect(named.out).not.toContain("\u001b");
  });

  test("files left out rightly are noted, which does not change the exit code", async () => {
    const { code, err } = await drive(["match", "ERROR", text, text]);
    expect(code).toBe(0);
    expect(err).toMatch(/^note: .*app\.log: 1 file met again/);
  });

  test("the progress line is cut to the terminal's width", async () => {
    const { Inputs } = await import("../../src/cli/inputs.ts");
    const written: string[] = [];
    const stderr = { write: (line: string) => written.push(line) > 0, isTTY: true, columns: 30 };
    const io = { stdin: slow(), stdout: stderr, stderr, env: { NO_COLOR: "1" } };
    for await (const _batch of new Inputs(io).read(["-"], { needTime: false }));
    const drawn = written.filter((line) => line.includes("reading"));
    expect(drawn.length).toBeGreaterThan(0);
    for (const line of drawn) expect(line.replace("\r\u001b[K", "").length).toBeLessThan(30);
  });

  test("a refused pattern is shown with a caret, exit code 2", async () => {
    const { code, err } = await drive(["match", "a:b", text]);
    expect(code).toBe(2);
    expect(err).toContain("--> <pattern>:1:2");
    expect(err).toContain("Invalid character(s) in term ':'");
  });

  test.each([
    [[], /match takes a pattern/],
    [["--max", "0", "x"], /--max takes a whole number/],
    [["--max", "-1", "x"], /^error: --max takes a whole number from 1; "-1" is none\.\nSee tocsin match --help\.\n$/],
    [["--max", "--count", "x"], /^error: --max needs a value\.\nSee/],
    [["x", "--max"], /^error: --max needs a value\.\nSee/],
    [["--invrt", "x"], /did you mean --invert/],
  ])("refuses %j in a sentence", async (argv, sentence) => {
    const { code, err } = await drive(["match", ...argv]);
    expect(code).toBe(2);
    expect(err).toMatch(sentence);
  });
});

/** Enough lines, slowly enough for the progress to show. */
async function* slow(): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < 4; i++) {
    await new Promise((resolve) => setTimeout(resolve, 400));
    yield Buffer.from("ERROR a rather long line of a log\n".repeat(100_000));
  }
}
