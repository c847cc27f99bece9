// Holds: a revision of this project, built in a folder of its own.
// In: a revision, or none for the files as they stand. Out: the path of its entry.
// Always: the repository is only read; packages are those installed now.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
/** What a build needs. */
const NEEDED = /^(src\/|build\/|package\.json$|tsconfig.*\.json$|tsup\.config\.ts$)/;

export function unpackedBuild(revision: string | undefined, folder: string): string {
  mkdirSync(folder, { recursive: true });
  if (revision === undefined) copyAsItStands(folder);
  else unpack(revision, folder);
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  const tsup = join(ROOT, "node_modules/tsup/dist/cli-default.js");
  execFileSync(process.execPath, [tsup, "--no-dts"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
  return join(folder, "dist/index.js");
}

/** What the revision is called, to be sure it is one. */
export function nameOf(revision: string | undefined): string {
  if (revision === undefined) return "the files as they stand";
  return `${revision} (${git("rev-parse", "--short", "--verify", `${revision}^{commit}`).toString().trim()})`;
}

function unpack(revision: string, folder: string): void {
  const archive = git("archive", "--format=tar", revision);
  execFileSync("tar", ["-x", "-C", folder], { input: archive });
}

function copyAsItStands(folder: string): void {
  const files = git("ls-files", "-z", "--cached", "--others", "--exclude-standard").toString().split("\0");
  for (const file of files) {
    // Files that were deleted are still listed.
    if (!NEEDED.test(file) || !existsSync(join(ROOT, file))) continue;
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    cpSync(join(ROOT, file), join(folder, file));
  }
}

function git(...args: readonly string[]): Buffer {
  return execFileSync("git", args, { cwd: ROOT, maxBuffer: 2 ** 30 });
}
