using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Storage;

/// <summary>
/// Volumes that cannot be attached to a node or mounted into a pod, by the words of the attach controller and the
/// kubelet. A mount that fails because a ConfigMap or Secret is missing is another detector's.
/// </summary>
public sealed class VolumeMountDetector : IDetector
{
    private const string Advice = "Look at the volume and at what else uses it.";

    private static readonly string[] s_references =
        ["configmap \"", "secret \"", "references non-existent", "failed to sync configmap", "failed to sync secret"];
    private static readonly string[] s_denied = ["permission denied", "access denied by server", "operation not permitted"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
        [CauseCode.VolumeAttachFailed, CauseCode.VolumeMountFailed, CauseCode.VolumeMountPermissionDenied];

    /// <inheritdoc/>
    public string Decides => "A pod waits for its containers, and the last event about its volumes is FailedAttachVolume or FailedMount.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Troubled)
        {
            if (Said(workload, context) is not { } said) continue;
            var denied = s_denied.Any(d => said.Text.Contains(d, StringComparison.OrdinalIgnoreCase));
            var attach = said.Reason == "FailedAttachVolume";
            yield return new Finding
            {
                Cause = attach ? CauseCode.VolumeAttachFailed : denied ? CauseCode.VolumeMountPermissionDenied
                    : CauseCode.VolumeMountFailed,
                Object = workload.Reference,
                Summary = $"{workload.Reference} cannot start: "
                    + $"a volume cannot be {(attach ? "attached to the node" : "mounted")}: {ShortText.Of(said.Text)}",
                Confidence = Certainty.Confirmed,
                Citations = Cite.All(Cite.Event(said)),
                Remedy = SafeRemedy.Of(
                    Advice,
                    [Kubectl.List("volumeattachments"), Kubectl.Describe(workload.Reference)]),
                Since = said.FirstAt,
            };
        }
    }

    // That volumes are not mounted in time says nothing beside an event that tells why; a missing reference is told elsewhere.
    private static Event? Said(WorkloadFacts workload, DiagnosisContext context)
    {
        var events = workload.Pods
            .Where(p => !PodFacts.IsReady(p) && ContainerFacts.Of(p).Any(c => c.WaitingReason is "ContainerCreating" or "PodInitializing"))
            .SelectMany(p => context.State.EventsOf(p.Reference))
            .Where(e => e.Reason is "FailedAttachVolume" or "FailedMount" or "FailedMapVolume")
            .ToList();
        var specific = events.Where(e => !e.Text.StartsWith("Unable to attach or mount volumes", StringComparison.OrdinalIgnoreCase))
            .ToList();
        return (specific.Count > 0 ? specific : events)
            .Where(e => !s_references.Any(r => e.Text.Contains(r, StringComparison.OrdinalIgnoreCase)))
            .OrderByDescending(e => e.Reason == "FailedAttachVolume")
            .ThenByDescending(e => e.LastAt)
            .FirstOrDefault();
    }
}
