// Holds: the instant as mails and the reasons of composite alarms write it.
// In: epoch milliseconds. Out: `Wednesday 05 November, 2014 19:12:58 UTC`.
// Always: UTC, English, day with two digits, seconds cut off [O]; the instant is one that a Date can hold.

const WEEKDAYS: readonly string[] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS: readonly string[] = [
  ...["January", "February", "March", "April", "May", "June"],
  ...["July", "August", "September", "October", "November", "December"],
];

export function longDate(at: number): string {
  const date = new Date(at);
  const day = String(date.getUTCDate()).padStart(2, "0");
  const time = date.toISOString().slice(-13, -5);
  return `${WEEKDAYS[date.getUTCDay()]} ${day} ${MONTHS[date.getUTCMonth()]}, ${date.getUTCFullYear()} ${time} UTC`;
}
