// One worker: told to go, it counts the events of its part of the shared bytes that match.

import { parentPort, workerData } from "node:worker_threads";

const { entry, pattern, shared, start, end } = workerData;
const { compilePattern, scanLines } = await import(entry);
const matcher = compilePattern(pattern);
const bytes = new Uint8Array(shared, start, end - start);
parentPort.on("message", () => parentPort.postMessage(scanLines(matcher, bytes)));
parentPort.postMessage("ready");
