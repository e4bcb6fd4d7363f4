using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>Formats a conclusion as one line.</summary>
internal static class Headlines
{
    public static string For(DiagnosisResult result, Incident incident) => result switch
    {
        { Verdict: CauseCode.ClusterUnreachable } => Unreachable(incident),
        { Verdict: CauseCode.Healthy } => "Everything that was looked at is healthy now.",
        { Verdict: CauseCode.OutOfScope } => "This alert is about something that no object of this cluster shows.",
        { Verdict: CauseCode.NotFound } or { Causes.Count: 0 } => "Looked, and found nothing that explains this alert.",
        _ => result.Causes[0].Finding.Summary,
    };

    private static string Unreachable(Incident incident) => incident switch
    {
        { ClusterId: null, ClusterName: { } name } =>
            $"Cluster \"{name}\" is not registered, so nothing could be looked at: "
            + "add it by `opsworker cluster add`, or correct the alert's label `cluster`.",
        { ClusterId: null } =>
            "The alert has no label `cluster` and there is not exactly one registered cluster, so nothing could be looked at.",
        { ClusterName: { } name } => $"Cluster {name} did not answer, so nothing could be looked at.",
        _ => "The cluster did not answer, so nothing could be looked at.",
    };
}
