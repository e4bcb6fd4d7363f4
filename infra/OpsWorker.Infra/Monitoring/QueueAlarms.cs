using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using OpsWorker.Infra.Messaging;

namespace OpsWorker.Infra.Monitoring;

/// <summary>Rings when messages wait too long and when one was given up.</summary>
internal static class QueueAlarms
{
    private static readonly MetricOptions PerMinute = new() { Period = Duration.Minutes(1), Statistic = "Maximum" };

    public static void Add(AlarmTopic alarms, PipelineQueue queue)
    {
        alarms.Add(new AlarmDefinition
        {
            Name = $"{queue.Name}-age",
            Description = $"The oldest message of {queue.Name} waits for {queue.AlarmAge.ToMinutes()} minutes or more. "
                + "Its function fails, is throttled or is too slow: look at the function's alarms and log.",
            Metric = queue.Queue.MetricApproximateAgeOfOldestMessage(PerMinute),
            Threshold = queue.AlarmAge.ToSeconds(),
            Periods = 3,
        });
        alarms.Add(new AlarmDefinition
        {
            Name = $"{queue.Name}-dead-letters",
            Description = $"A message of {queue.Name} was given up. Look at it and at the function's log, "
                + "then send it back with the queue's redrive.",
            Metric = queue.DeadLetters.MetricApproximateNumberOfMessagesVisible(PerMinute),
            Threshold = 1,
        });
    }
}
