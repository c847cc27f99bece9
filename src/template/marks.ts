// Holds: what tells from afar that a document may hold patterns or alarms.
// In: the text of a document. Out: whether it is worth reading.
// Always: true for every document in which something is found, `.cwfilter` files excepted, which are patterns as a whole.

/** What stands in every file that holds a pattern or an alarm of one of the hosts. */
const MARKS =
  /FilterPattern|filterPattern|AWS::Logs::|AWS::CloudWatch::|CloudWatchLogs|cloudwatchLog|metricFilters|[mM]etricAlarms|[cC]ompositeAlarms|aws_cloudwatch_/;

/** No mark has more characters: who reads a document piece by piece keeps so many of the piece before. */
export const LONGEST_MARK = 32;

export function mayHold(text: string): boolean {
  return MARKS.test(text);
}
