import { type StdioOptions, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { drive, ENTRY, folder, spawned } from "./drive.ts";

const files = folder();
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));

describe("tocsin", () => {
  test.each([[["--help"]], [["-h"]], [["help"]]])("%j lists the commands with examples", async (argv) => {
    const { code, out } = await drive(argv);
    expect(code).toBe(0);
    for (const word of ["check", "explain", "match", "replay", "Examples:"]) expect(out).toContain(word);
  });

  test.each(["check", "explain", "match", "replay", "lsp"])(
    "%s --help tells its options, with examples",
    async (command) => {
      const { code, out } = await drive([command, "--help"]);
      expect(code).toBe(0);
      expect(out).toContain(`tocsin ${command} `);
      expect(out).toContain("Examples:");
      expect(out).toContain("Exit code:");
      expect((await drive(["help", command])).out).toBe(out);
    },
  );

  test("--version prints the package's version", async () => {
    expect(await drive(["--version"])).toEqual({ code: 0, out: `${version}\n`, err: "" });
  });

  test.each([
    [[], /Which command\?/],
    [["chekc", "x"], /no command "chekc"\. Did you mean check\?/],
    [["frobnicate"], /The commands are check, explain, match, replay/],
    [["--hepl"], /no option "--hepl"/],
    [["__proto__"], /no command/],
  ])("%j is refused in a sentence, exit code 2", async (argv, sentence) => {
    const { code, out, err } = await drive(argv);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(sentence);
  });

  test.each(["tocsin", "check", "explain", "match", "replay", "lsp"])(
    "the help of %s fits 80 columns",
    async (command) => {
      const { out } = await drive(command === "tocsin" ? ["--help"] : [command, "--help"]);
      for (const line of out.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
    },
  );

  test("an output that is slow is waited for", async () => {
    const { main } = await import("../../src/cli/run.ts");
    let written = "";
    let waiting: (() => void) | undefined;
    const stdout = {
      write(text: string) {
        expect(waiting).toBeUndefined();
        written += text;
        return false;
      },
      once(_event: "drain", listener: () => void) {
        waiting = listener;
        setTimeout(() => {
          waiting = undefined;
          listener();
        }, 5);
      },
    };
    const log = files.file("long.log", "ERROR a rather long line of a log\n".repeat(20_000));
    const stdin = (async function* (): AsyncGenerator<Uint8Array> {})();
    const code = await main(["match", "ERROR", log], { stdin, stdout, stderr: { write: () => true }, env: {} });
    expect(code).toBe(0);
    expect(written.length).toBe(readFileSync(log).length);
  });
});

describe("as a process", () => {
  test("exit codes and streams are the process's", async () => {
    expect(await spawned(["check", "ERROR"])).toEqual({ code: 0, out: "OK: a pattern of terms\n", err: "" });
    expect((await spawned(["check", "a:b"])).code).toBe(1);
    expect((await spawned(["nonsense"])).code).toBe(2);
  });

  test("standard input is read", async () => {
    expect(await spawned(["match", "ERROR"], "ERROR a\nb\n")).toEqual({ code: 0, out: "ERROR a\n", err: "" });
  });

  test("a reader that goes away ends it quietly", async () => {
    const log = files.file("pipe.log", "ERROR a rather long line of a log\n".repeat(100_000));
    const { code, err } = await spawned(["match", "ERROR", log], "", 10);
    expect(err).toBe("");
    expect(code).toBe(0);
  });

  test.skipIf(!existsSync("/dev/full"))("a full disk ends it with a sentence, exit code 2", () => {
    const full = openSync("/dev/full", "w");
    const stdio: StdioOptions = ["ignore", full, "pipe"];
    const { status, stderr } = spawnSync(process.execPath, [ENTRY, "check", "ERROR"], { stdio, encoding: "utf8" });
    closeSync(full);
    expect(stderr).toBe("error: The output can't be written: no space left on device.\n");
    expect(status).toBe(2);
  });

  test("--max does not wait for the end of standard input", async () => {
    expect((await spawned(["match", "--max", "1", "x"], "x\n".repeat(200_000))).out).toBe("x\n");
  });

  test("what is found on standard input is printed before more of it comes", async () => {
    const child = spawn(process.execPath, [ENTRY, "match", "x"]);
    child.stdout.setEncoding("utf8");
    try {
      child.stdin.write("x 1\n");
      const [first] = await once(child.stdout, "data");
      expect(first).toBe("x 1\n");
      child.stdin.write("x 2\n");
      const [second] = await once(child.stdout, "data");
      expect(second).toBe("x 2\n");
    } finally {
      child.kill();
    }
  });
});
