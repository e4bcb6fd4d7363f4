using OpsWorker.Core.Findings;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>Formats a conclusion as one line.</summary>
internal static class Headlines
{
    public static string For(DiagnosisResult result) => result switch
    {
        { Verdict: CauseCode.ClusterUnreachable } => "The cluster did not answer, so nothing could be looked at.",
        { Verdict: CauseCode.Healthy } => "Everything that was looked at is healthy now.",
        { Verdict: CauseCode.OutOfScope } => "This alert is about something that no object of this cluster shows.",
        { Verdict: CauseCode.NotFound } or { Causes.Count: 0 } => "Looked, and found nothing that explains this alert.",
        _ => result.Causes[0].Finding.Summary,
    };
}
