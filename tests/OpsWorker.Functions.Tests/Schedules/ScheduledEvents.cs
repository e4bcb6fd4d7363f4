using System.Text;

namespace OpsWorker.Functions.Tests.Schedules;

/// <summary>Events as EventBridge Scheduler sends them for the schedules of the CDK app.</summary>
internal static class ScheduledEvents
{
    public static byte[] Of(string schedule) => Encoding.UTF8.GetBytes(
        $$"""
        {"source":"aws.scheduler","id":"d32c5kddcf5bb8c3","time":"2026-03-01T03:00:00Z",
          "resources":["arn:aws:scheduler:us-east-1:123456789012:schedule/default/opsworker-prod-{{schedule}}"]}
        """);
}
