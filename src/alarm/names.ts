// Holds: alarms that have one name.
// In: alarms of either kind, in the order in which they are put. Out: those whose name an earlier one has; what is said of it.
// Always: PutMetricAlarm and PutCompositeAlarm under a name that exists write over the alarm of that name [D]; an alarm without a name
//   has that of no other.

interface Named {
  readonly AlarmName?: string | undefined;
}

/** An alarm, and the first one of its name. */
export interface SameName<A> {
  readonly name: string;
  readonly alarm: A;
  readonly first: A;
}

/** Every alarm but the first of its name. */
export function* sameNames<A extends Named>(alarms: Iterable<A>): Iterable<SameName<A>> {
  const earlier = new Map<string, A>();
  for (const alarm of alarms) {
    const { AlarmName: name } = alarm;
    if (typeof name !== "string") continue;
    const first = earlier.get(name);
    if (first === undefined) earlier.set(name, alarm);
    else yield { name, alarm, first };
  }
}

/** What is said of two alarms of one name, without its full stop. */
export function sameNameSentence(name: string): string {
  return `Two alarms are called ${JSON.stringify(name)}; the service keeps the last one only`;
}
