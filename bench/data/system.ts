// Holds: the system log of a host that strangers knock at.
// In: random choices. Out: lines in syslog form, about 110 bytes each.
// Always: every name is made up; about 5 in 100 lines tell of a failed password.

import type { Random } from "../../examples/random.ts";

const USERS = ["alma", "bruno", "chidi", "dagny", "emre", "fumiko"];
const STRANGERS = ["admin", "oracle", "test", "postgres", "ubnt", "guest", "pi", "ftpuser"];
const START = Date.UTC(2024, 4, 2, 10);

type Message = (random: Random) => string;

const address = (random: Random): string => `203.0.113.${random.int(1, 254)}`;
const port = (random: Random): number => random.int(32_768, 60_999);
const sshd = (random: Random): string => `sshd[${random.int(1000, 32_000)}]`;

/** What is logged, and how often. */
const MESSAGES: readonly { readonly weight: number; readonly write: Message }[] = [
  { weight: 30, write: (r) => `${sshd(r)}: Invalid user ${r.pick(STRANGERS)} from ${address(r)} port ${port(r)}` },
  { weight: 25, write: (r) => `${sshd(r)}: input_userauth_request: invalid user ${r.pick(STRANGERS)} [preauth]` },
  { weight: 15, write: (r) => `${sshd(r)}: Received disconnect from ${address(r)}: 11: Bye Bye [preauth]` },
  {
    weight: 8,
    write: (r) => `CRON[${r.int(1000, 32_000)}]: pam_unix(cron:session): session opened for user root by (uid=0)`,
  },
  { weight: 7, write: (r) => `CRON[${r.int(1000, 32_000)}]: pam_unix(cron:session): session closed for user root` },
  { weight: 3, write: (r) => `${sshd(r)}: Failed password for root from ${address(r)} port ${port(r)} ssh2` },
  {
    weight: 2,
    write: (r) =>
      `${sshd(r)}: Failed password for invalid user ${r.pick(STRANGERS)} from ${address(r)} port ${port(r)} ssh2`,
  },
  {
    weight: 1,
    write: (r) =>
      `${sshd(r)}: Accepted publickey for ${r.pick(USERS)} from 198.51.100.${r.int(1, 40)} port ${port(r)} ssh2`,
  },
  {
    weight: 1,
    write: (r) => `${sshd(r)}: error: maximum authentication attempts exceeded for root from ${address(r)} [preauth]`,
  },
  { weight: 8, write: (r) => `systemd-logind[1118]: New session ${r.int(1, 9999)} of user ${r.pick(USERS)}.` },
];

export function systemLines(random: Random, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => {
    const [, day, month, , time] = new Date(START + index * 1300).toUTCString().split(" ");
    return `${month} ${day!.replace(/^0/, " ")} ${time} bastion-${random.int(1, 4)} ${random.weighted(MESSAGES).write(random)}`;
  });
}
