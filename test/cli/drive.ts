// Holds: the command line driven in process, and as a process of its own.
// In: arguments, standard input. Out: exit code and what was written.

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli/run.ts";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface DriveOptions {
  readonly stdin?: string | Uint8Array;
  readonly tty?: boolean;
  /** The width of the terminal. */
  readonly columns?: number;
  readonly env?: Io["env"];
}

/** Runs one command line in this process. */
export async function drive(argv: readonly string[], options: DriveOptions = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const sink = (pieces: string[]) => ({
    write: (text: string | Uint8Array) => pieces.push(Buffer.from(text as string).toString("utf8")) > 0,
    isTTY: options.tty,
    columns: options.columns,
  });
  async function* stdin(): AsyncGenerator<Uint8Array> {
    yield typeof options.stdin === "string" ? Buffer.from(options.stdin) : (options.stdin ?? new Uint8Array());
  }
  const code = await main(argv, { stdin: stdin(), stdout: sink(out), stderr: sink(err), env: options.env ?? {} });
  return { code, out: out.join(""), err: err.join("") };
}

/** The command as a file. */
export const ENTRY: string = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));

/** Runs one command line as a process; `closeAfter` stops reading its output after that many characters. */
export function spawned(argv: readonly string[], stdin = "", closeAfter?: number): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [ENTRY, ...argv], { env: { ...process.env, NO_COLOR: "1" } });
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
      if (closeAfter !== undefined && out.length >= closeAfter) child.stdout.destroy();
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out, err }));
    child.stdin.on("error", () => {});
    child.stdin.end(stdin);
  });
}

/** A folder for the files of one test file; gone when its tests are over. */
export function folder(): {
  readonly path: string;
  readonly file: (name: string, content: string | Uint8Array) => string;
} {
  const path = mkdtempSync(join(tmpdir(), "tocsin-"));
  afterAll(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    file(name, content) {
      const full = join(path, name);
      writeFileSync(full, content);
      return full;
    },
  };
}
