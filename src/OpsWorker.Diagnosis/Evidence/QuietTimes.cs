using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Evidence;

/// <summary>
/// Dates findings that rest on messages alone by the baseline: what was said before the alert while nothing fired has been so since then,
/// however new the lines are that were read. A finding with a field of an object has a time of its own.
/// </summary>
internal static class QuietTimes
{
    // Once is chance; and a fault that came shortly before the alert may have been seen before anything fired.
    private const int LeastSightings = 3;
    private static readonly TimeSpan s_lead = TimeSpan.FromHours(1);

    /// <summary>The finding, with the time since which the baseline has it.</summary>
    public static Finding Date(Finding finding, DiagnosisContext context)
    {
        if (context.State.Baseline.Count == 0 || context.Scope.StartsAt <= DateTimeOffset.UnixEpoch) return finding;
        var seen = finding.Citations.Select(c => Seen(c, context.State)).ToList();
        if (seen.Count == 0 || !seen.TrueForAll(s => IsStanding(s, context.Scope.StartsAt))) return finding;
        var since = seen.Max(s => s!.First);
        if (finding.Since < since) return finding;
        return finding with
        {
            Since = since,
            Summary = $"{finding.Summary} It has been so since {since:yyyy-MM-dd HH:mm}Z, also while nothing fired.",
        };
    }

    private static bool IsStanding(Sighting? sighting, DateTimeOffset startsAt) =>
        sighting is { Count: >= LeastSightings } && startsAt - sighting.First > s_lead;

    private static Sighting? Seen(Citation citation, ClusterState state) =>
        FingerprintOf(citation, state) is { } known ? state.Baseline.GetValueOrDefault(known) : null;

    private static string? FingerprintOf(Citation citation, ClusterState state) => citation switch
    {
        { Field: Cite.LogField, Object: { } pod } => Fingerprint.OfLine(pod.Namespace, pod.Name, citation.Quote),
        { Object: { Kind: nameof(Event) } said } when state.Find(said) is Event found => Fingerprint.OfEvent(found),
        _ => null,
    };
}
