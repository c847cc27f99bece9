// Holds: the documents that patterns are written in, one of each kind, each with its way of writing a pattern.
// In: a pattern. Out: a document that holds it, and the pattern as it is written there.
// Always: everything but the pattern is as the service wants it.

export interface Host {
  readonly name: string;
  readonly uri: string;
  readonly languageId: string;
  /** A pattern of one line as this host writes it, without quotes. */
  readonly written: (pattern: string) => string;
  readonly document: (written: string) => string;
}

const same = (pattern: string): string => pattern;
const single = (pattern: string): string => pattern.replaceAll("'", "''");
const double = (pattern: string): string => JSON.stringify(pattern).slice(1, -1);

const TRANSFORMATIONS = `
      MetricTransformations:
        - { MetricName: Denied, MetricNamespace: Shop, MetricValue: "1" }`;

function resource(pattern: string): string {
  return `Resources:
  Denied:
    Type: AWS::Logs::MetricFilter
    Properties:
      LogGroupName: /app/web
      FilterPattern: ${pattern}${TRANSFORMATIONS}
`;
}

function terraform(pattern: string): string {
  return `resource "aws_cloudwatch_log_metric_filter" "denied" {
  name           = "denied"
  log_group_name = "web"
  pattern        = ${pattern}

  metric_transformation {
    name      = "Denied"
    namespace = "Shop"
    value     = "1"
  }
}
`;
}

export const HOSTS: readonly Host[] = [
  {
    ...{ name: "CloudFormation, in single quotes", uri: "file:///w/quoted.yaml", languageId: "yaml" },
    ...{ written: single, document: (written) => resource(`'${written}'`) },
  },
  {
    ...{ name: "CloudFormation, in double quotes", uri: "file:///w/double.yml", languageId: "yaml" },
    ...{ written: double, document: (written) => resource(`"${written}"`) },
  },
  {
    ...{ name: "CloudFormation, in a block", uri: "file:///w/block.template", languageId: "cloudformation" },
    ...{ written: same, document: (written) => resource(`|-\n        ${written}`) },
  },
  {
    ...{ name: "CloudFormation with CR LF", uri: "file:///w/windows.yaml", languageId: "yaml" },
    ...{ written: same, document: (written) => resource(`>-\n        ${written}`).replaceAll("\n", "\r\n") },
  },
  {
    ...{
      name: "CloudFormation in JSON, after a byte-order mark",
      uri: "file:///w/cdk.out/App.json",
      languageId: "json",
    },
    written: double,
    document: (written) => `\ufeff{
\t"Resources": {
\t\t"Denied": {
\t\t\t"Type": "AWS::Logs::SubscriptionFilter",
\t\t\t"Properties": {
\t\t\t\t"LogGroupName": "/app/web",
\t\t\t\t"DestinationArn": "arn:aws:lambda:us-east-1:123456789012:function:f",
\t\t\t\t"FilterPattern": "${written}"
\t\t\t}
\t\t}
\t}
}
`,
  },
  {
    ...{ name: "SAM", uri: "file:///w/sam%20app/template.yaml", languageId: "yaml" },
    written: single,
    document: (written) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Watch:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Events:
        Logs:
          Type: CloudWatchLogs
          Properties:
            LogGroupName: /app/web
            FilterPattern: '${written}'
`,
  },
  {
    ...{ name: "Serverless Framework", uri: "file:///w/serverless.yml", languageId: "yaml" },
    written: single,
    document: (written) => `service: shop
provider: aws
functions:
  watch:
    handler: index.handler
    events:
      - cloudwatchLog:
          logGroup: /app/web
          filter: '${written}'
`,
  },
  {
    ...{ name: "Terraform, in quotes", uri: "file:///w/main.tf", languageId: "terraform" },
    ...{ written: double, document: (written) => terraform(`"${written}"`) },
  },
  {
    ...{ name: "Terraform, in a heredoc, not saved yet", uri: "untitled:Untitled-1", languageId: "opentofu" },
    ...{ written: same, document: (written) => terraform(`trimspace(<<-EOT\n    ${written}\n  EOT\n  )`) },
  },
  {
    ...{ name: "a file that is one pattern", uri: "file:///w/denied.cwfilter", languageId: "plaintext" },
    ...{ written: same, document: (written) => `${written}\n` },
  },
];
