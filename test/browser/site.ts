// Holds: the playground as a static host serves it.
// In: docs/playground, built in memory. Out: its one file, and an address on this machine.
// Always: nothing is written; nothing but that file is served.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { resolve } from "node:path";
import { build, type Rolldown } from "vite";

const FOLDER = resolve(import.meta.dirname, "../../docs/playground");

/** The files of the build, by name. */
export async function buildSite(): Promise<ReadonlyMap<string, string>> {
  const configFile = resolve(FOLDER, "vite.config.ts");
  const built = (await build({ configFile, logLevel: "error", build: { write: false } })) as Rolldown.RolldownOutput;
  return new Map(built.output.map((part) => [part.fileName, part.type === "asset" ? String(part.source) : part.code]));
}

export interface Site {
  readonly address: string;
  close(): void;
}

export async function serveSite(page: string): Promise<Site> {
  const server: Server = createServer(({ url }, response) => {
    const isThere = url === "/playground/";
    response.writeHead(isThere ? 200 : 404, { "content-type": "text/html" }).end(isThere ? page : "");
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/playground/`, close: () => server.close() };
}
