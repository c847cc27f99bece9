# Patterns in Terraform.
locals {
  namespace = "Shop"
}

resource "aws_cloudwatch_log_metric_filter" "denied" {
  name           = "denied"
  log_group_name = aws_cloudwatch_log_group.audit.name
  pattern        = "{ ($.errorCode = \"AccessDenied\") or ($.errorCode = \"*Unauthorized\") }"

  metric_transformation {
    name      = "Denied"
    namespace = "Shop"
    value     = "1"
  }
}

resource "aws_cloudwatch_log_metric_filter" "by_stage" {
  name           = "by-stage"
  log_group_name = "web"
  pattern        = <<-EOT
    { ($.stage = "${var.stage}") &&
      ($.code == 5) }
  EOT

  metric_transformation {
    name       = "ByStage"
    namespace  = local.namespace
    value      = "$.took"
    dimensions = { Host = "$.host" }
  }
}

resource "aws_cloudwatch_log_subscription_filter" "all" {
  name            = "all"
  log_group_name  = "web"
  destination_arn = aws_lambda_function.f.arn
  // tocsin-ignore term-split
  filter_pattern  = "time-out"
}

resource "aws_cloudwatch_log_subscription_filter" "given" {
  for_each       = var.patterns
  filter_pattern = each.value
}

resource "aws_cloudwatch_metric_alarm" "denied" {
  alarm_name          = "denied"
  namespace           = "Shop"
  metric_name         = "Denied"
  dimensions          = { Host = "a" }
  statistic           = "Sum"
  period              = 60
  evaluation_periods  = 2
  datapoints_to_alarm = 3
  threshold           = 1
  comparison_operator = "GreaterThanThreshold"
  alarm_actions       = [aws_sns_topic.ops.arn]
}

resource "aws_cloudwatch_composite_alarm" "both" {
  alarm_name = "both"
  alarm_rule = "ALARM(${aws_cloudwatch_metric_alarm.denied.alarm_name}) && OK(other)"
}
