// Holds: the ARN of an alarm.
// In: an alarm's name, region and account; or a text. Out: the ARN; or its parts.
// Always: a text that is no alarm's ARN is no error here: it may be a name.

/** What an alarm's ARN tells. */
export interface AlarmArn {
  readonly region: string;
  readonly accountId: string;
  readonly name: string;
}

/** `arn:aws:cloudwatch:us-east-1:123456789012:alarm:NAME`. */
export function writeAlarmArn({ region, accountId, name }: AlarmArn): string {
  return `arn:${partitionOf(region)}:cloudwatch:${region}:${accountId}:alarm:${name}`;
}

/** The parts of an alarm's ARN; undefined for any other text. */
export function readAlarmArn(text: string): AlarmArn | undefined {
  const parts = /^arn:[^:]+:cloudwatch:([^:]*):([^:]*):alarm:([\s\S]+)$/.exec(text);
  return parts === null ? undefined : { region: parts[1]!, accountId: parts[2]!, name: parts[3]! };
}

/** The partition in the region's ARNs: `aws`, `aws-cn`, `aws-us-gov`, `aws-eusc`, `aws-iso` and its kin. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  if (region.startsWith("eusc-")) return "aws-eusc";
  const secret = /^(?:us|eu)-iso([bef]?)-/.exec(region);
  if (secret === null) return "aws";
  return secret[1] === "" ? "aws-iso" : `aws-iso-${secret[1]}`;
}
