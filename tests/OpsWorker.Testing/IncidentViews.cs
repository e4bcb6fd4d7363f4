using OpsWorker.Core.Findings;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Testing;

/// <summary>Views of an incident in each of its states, by name.</summary>
public static class IncidentViews
{
    public static readonly IReadOnlyDictionary<string, IncidentView> All = new Dictionary<string, IncidentView>
    {
        ["queued"] = IncidentSamples.Queued(IncidentSamples.Incident()),
        ["waiting"] = IncidentSamples.Waiting(IncidentSamples.Incident()),
        ["cause"] = Reported(CauseCode.SecretMissing),
        ["many-alerts"] = IncidentSamples.Reported(IncidentSamples.Incident(alerts: 7), DiagnosisSamples.Found, DiagnosisSamples.Headline),
        ["resolved"] = IncidentSamples.Resolved(Reported(CauseCode.SecretMissing)),
        ["not-repeated"] = IncidentSamples.NotRepeated(Reported(CauseCode.SecretMissing)),
        ["not-found"] = Reported(CauseCode.NotFound, "Nothing that was looked at explains the alert"),
        ["healthy"] = Reported(CauseCode.Healthy, "The condition of the alert no longer holds"),
        ["unreachable"] = Reported(CauseCode.ClusterUnreachable, "Cluster prod-eu has not answered since 02:57 UTC"),
        ["attempts"] = IncidentSamples.SecondAttempt(Reported(CauseCode.SecretMissing)),
        ["cancelled"] = IncidentSamples.Resolved(IncidentSamples.Cancelled(IncidentSamples.Incident())),
        ["again"] = IncidentSamples.WithHistory(Reported(CauseCode.SecretMissing)),
        ["unknown-cluster"] = IncidentSamples.Queued(IncidentSamples.Incident() with { ClusterId = null, ClusterName = "nowhere" }),
        ["failed"] = IncidentSamples.Failed(IncidentSamples.Incident(), "the cluster is not known here"),
    };

    private static IncidentView Reported(CauseCode verdict, string headline = DiagnosisSamples.Headline) => IncidentSamples.Reported(
        IncidentSamples.Incident(),
        verdict == CauseCode.SecretMissing ? DiagnosisSamples.Found : DiagnosisSamples.Without(verdict),
        headline);
}
