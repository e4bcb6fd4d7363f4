using System.Text;

namespace OpsWorker.Functions.Tests.Schedules;

/// <summary>Events as EventBridge Scheduler sends them to a function whose schedule has no input.</summary>
internal static class ScheduledEvents
{
    public static Stream Of(string schedule) => new MemoryStream(Encoding.UTF8.GetBytes(
        $$"""
        {
          "version": "0",
          "id": "d2f1b7a4-4f5e-4c2b-9a51-0c7f3d2f0a11",
          "detail-type": "Scheduled Event",
          "source": "aws.scheduler",
          "account": "123456789012",
          "time": "2026-03-01T03:00:00Z",
          "region": "us-east-1",
          "resources": ["arn:aws:scheduler:us-east-1:123456789012:schedule/default/opsworker-prod-{{schedule}}"],
          "detail": "{}"
        }
        """));
}
