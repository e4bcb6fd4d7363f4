using OpsWorker.Diagnosis.Facts;

namespace OpsWorker.Diagnosis.Evidence;

/// <summary>Finds since when a container fails.</summary>
internal static class FailureOnset
{
    private static readonly string[] s_reasons = ["BackOff", "Unhealthy", "Failed"];

    /// <summary>
    /// The first stamp of the events that report the failure, where there are any: the API server forgets an event an hour
    /// after its last repetition, so one that is there has not paused for longer. Else an estimate from the restarts.
    /// </summary>
    public static DateTimeOffset? Of(ContainerFacts container, DiagnosisContext context)
    {
        var first = context.State.EventsOf(container.Pod.Reference)
            .Where(e => e.Type == "Warning" && s_reasons.Contains(e.Reason) && e.LastAt is { } last && context.Scope.StartsAt - last < TimeSpan.FromHours(1))
            .Min(e => e.FirstAt);
        return first is { } at && !(container.FailingSince < at) ? at : container.FailingSince;
    }
}
