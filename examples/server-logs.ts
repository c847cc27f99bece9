// Holds: the text logs of the example: an application's and a host's authentication log.
// In: random choices and the two days. Out: lines in order of time.
// Always: every name is made up; addresses are of the ranges kept for documentation.

import type { Random } from "./random.ts";

const HANDLERS = ["OrderHandler", "CartHandler", "PaymentHandler", "StockHandler"];
const PATHS = ["/orders", "/cart", "/payments", "/stock"];
const STRANGERS = ["admin", "oracle", "test", "postgres", "ubnt"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** The application's log: ISO 8601 times, levels, and stack traces that run over several lines. */
export function applicationLog(random: Random, from: number, to: number): string {
  const lines: string[] = [];
  for (let at = from; at < to; at += random.int(5_000, 85_000)) {
    const time = new Date(at).toISOString();
    const thread = `[http-${random.int(1, 8)}]`;
    const kind = random.next();
    if (kind < 0.94) {
      const path = `${random.pick(PATHS)}/${random.int(1000, 9999)}`;
      lines.push(`${time} INFO  ${thread} access - GET ${path} 200 ${random.int(4, 240)}ms`);
    } else if (kind < 0.985) {
      lines.push(`${time} WARN  ${thread} pool - ${random.int(18, 20)} of 20 connections in use`);
    } else {
      lines.push(...stackTrace(random, time, thread));
    }
  }
  return `${lines.join("\n")}\n`;
}

function stackTrace(random: Random, time: string, thread: string): string[] {
  const handler = random.pick(HANDLERS);
  return [
    `${time} ERROR ${thread} shop - request failed`,
    "com.example.shop.StorageException: no answer from orders within 5000 ms",
    `\tat com.example.shop.Storage.query(Storage.java:${random.int(40, 320)})`,
    `\tat com.example.shop.${handler}.handle(${handler}.java:${random.int(20, 180)})`,
    `\tat com.example.shop.Server.dispatch(Server.java:88)`,
    "Caused by: java.net.SocketTimeoutException: Read timed out",
    `\t... ${random.int(8, 30)} more`,
  ];
}

/** The log of sshd on a bastion host, in syslog form, whose times have no year. */
export function authenticationLog(random: Random, from: number, to: number): string {
  const lines: string[] = [];
  for (let at = from; at < to; at += random.int(20_000, 400_000)) {
    const head = `${syslogTime(at)} bastion sshd[${random.int(1000, 32000)}]:`;
    const port = random.int(32_768, 60_999);
    if (random.chance(0.35)) {
      const key = `RSA ${random.hex(2)}:${random.hex(2)}:${random.hex(2)}:${random.hex(2)}`;
      const user = random.pick(["alma", "bruno", "chidi"]);
      const address = `198.51.100.${random.int(10, 40)}`;
      lines.push(`${head} Accepted publickey for ${user} from ${address} port ${port} ssh2: ${key}`);
      lines.push(`${head} pam_unix(sshd:session): session opened for user ${user} by (uid=0)`);
    } else {
      const user = random.chance(0.3) ? "root" : `invalid user ${random.pick(STRANGERS)}`;
      lines.push(`${head} Failed password for ${user} from 203.0.113.${random.int(1, 254)} port ${port} ssh2`);
    }
  }
  return `${lines.join("\n")}\n`;
}

function syslogTime(at: number): string {
  const time = new Date(at);
  return `${MONTHS[time.getUTCMonth()]} ${String(time.getUTCDate()).padStart(2)} ${time.toISOString().slice(11, 19)}`;
}
