// Holds: what a region is called in a notification.
// In: a region's code. Out: its long name as CloudWatch writes it, today and in 2014; and the host of its console.
// Always: an unknown code stands for itself: a new region is no error.

/** As CloudWatch prints them: `EU`, not `Europe`, and `Sao Paulo` without its tilde [O]; for the regions opened since 2022 [I]. */
const NAMES: Readonly<Record<string, string>> = {
  "af-south-1": "Africa (Cape Town)",
  "ap-east-1": "Asia Pacific (Hong Kong)",
  "ap-east-2": "Asia Pacific (Taipei)",
  "ap-northeast-1": "Asia Pacific (Tokyo)",
  "ap-northeast-2": "Asia Pacific (Seoul)",
  "ap-northeast-3": "Asia Pacific (Osaka)",
  "ap-south-1": "Asia Pacific (Mumbai)",
  "ap-south-2": "Asia Pacific (Hyderabad)",
  "ap-southeast-1": "Asia Pacific (Singapore)",
  "ap-southeast-2": "Asia Pacific (Sydney)",
  "ap-southeast-3": "Asia Pacific (Jakarta)",
  "ap-southeast-4": "Asia Pacific (Melbourne)",
  "ap-southeast-5": "Asia Pacific (Malaysia)",
  "ap-southeast-6": "Asia Pacific (New Zealand)",
  "ap-southeast-7": "Asia Pacific (Thailand)",
  "ca-central-1": "Canada (Central)",
  "ca-west-1": "Canada West (Calgary)",
  "cn-north-1": "China (Beijing)",
  "cn-northwest-1": "China (Ningxia)",
  "eu-central-1": "EU (Frankfurt)",
  "eu-central-2": "Europe (Zurich)",
  "eu-north-1": "EU (Stockholm)",
  "eu-south-1": "EU (Milan)",
  "eu-south-2": "Europe (Spain)",
  "eu-west-1": "EU (Ireland)",
  "eu-west-2": "EU (London)",
  "eu-west-3": "EU (Paris)",
  "eu-isoe-west-1": "EU ISOE West",
  "eusc-de-east-1": "AWS European Sovereign Cloud (Germany)",
  "il-central-1": "Israel (Tel Aviv)",
  "me-central-1": "Middle East (UAE)",
  "me-south-1": "Middle East (Bahrain)",
  "mx-central-1": "Mexico (Central)",
  "sa-east-1": "South America (Sao Paulo)",
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-gov-east-1": "AWS GovCloud (US-East)",
  "us-gov-west-1": "AWS GovCloud (US-West)",
  "us-iso-east-1": "US ISO East",
  "us-iso-west-1": "US ISO WEST",
  "us-isob-east-1": "US ISOB East (Ohio)",
  "us-isob-west-1": "US ISOB West",
  "us-isof-east-1": "US ISOF EAST",
  "us-isof-south-1": "US ISOF SOUTH",
  "us-west-1": "US West (N. California)",
  "us-west-2": "US West (Oregon)",
};

/** `US East (N. Virginia)`. */
export function regionName(code: string): string {
  return Object.hasOwn(NAMES, code) ? NAMES[code]! : code;
}

/** `US - N. Virginia`, `EU - Ireland`, `APAC - Tokyo`: area and place, as notifications had it until early 2017 [O]. */
export function regionName2014(code: string): string {
  const parts = /^(.+) \((.+)\)$/.exec(regionName(code));
  if (parts === null) return code;
  const area = parts[1]!.replace(/^US (?:East|West)$/, "US").replace("Asia Pacific", "APAC");
  return `${area} - ${parts[2]}`;
}

/** The domains of the consoles outside the `aws` partition, by the first letters of the region's code [I]. */
const CONSOLES: readonly (readonly [prefix: string, domain: string])[] = [
  ["cn-", "console.amazonaws.cn"],
  ["us-gov-", "console.amazonaws-us-gov.com"],
  ["eusc-", "console.amazonaws-eusc.eu"],
  ["us-iso-", "console.c2shome.ic.gov"],
  ["us-isob-", "console.sc2shome.sgov.gov"],
  ["us-isof-", "console.csphome.hci.ic.gov"],
  ["eu-isoe-", "console.csphome.adc-e.uk"],
];

/** The host of the region's console. */
export function consoleHost(code: string): string {
  const other = CONSOLES.find(([prefix]) => code.startsWith(prefix));
  return `${code}.${other?.[1] ?? "console.aws.amazon.com"}`;
}
