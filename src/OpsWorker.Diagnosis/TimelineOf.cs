using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis;

/// <summary>Collects what happened around the start of the alert.</summary>
internal static class TimelineOf
{
    public static IReadOnlyList<TimelineItem> Incident(DiagnosisContext context) =>
        [new TimelineItem(context.Scope.StartsAt, "The alert began.")];
}
