using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Symptoms;

/// <summary>The trouble that an alert reports.</summary>
/// <param name="Kind">The kind of trouble.</param>
/// <param name="Reach">Where its cause can be.</param>
/// <param name="Subjects">The objects of the cluster that the alert names; empty where none of them is known.</param>
public sealed record Symptom(SymptomKind Kind, AlertReach Reach, IReadOnlyList<ObjectReference> Subjects)
{
    /// <summary>Whether objects alone show that the trouble is over: pods, replicas and answers, not measurements.</summary>
    public bool IsShownByObjects => Kind is SymptomKind.Unknown or SymptomKind.Availability or SymptomKind.Latency
        or SymptomKind.Restarts or SymptomKind.Replicas;
}
