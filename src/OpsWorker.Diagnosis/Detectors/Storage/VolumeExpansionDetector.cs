using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Storage;

/// <summary>Bound claims that ask for more than their volume has: somebody enlarged the claim, and the volume was not enlarged.</summary>
public sealed class VolumeExpansionDetector : IDetector
{
    private static readonly string[] s_reasons = ["ExternalExpanding", "VolumeResizeFailed", "FileSystemResizeFailed"];
    private static readonly string[] s_conditions = ["Resizing", "FileSystemResizePending", "ControllerResizeError", "NodeResizeError"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.VolumeExpansionFailed];

    /// <inheritdoc/>
    public string Decides => "A bound claim whose request is larger than its capacity, with an event or a condition of the resize.";

    /// <inheritdoc/>
    public string Remedy => "Let the driver's resizer enlarge the volume, and restart the pod where the file system is enlarged at the mount.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var claim in context.State.All<PersistentVolumeClaim>().Where(IsSmaller))
        {
            var said = context.State.EventsOf(claim.Reference).Where(e => s_reasons.Contains(e.Reason)).MaxBy(e => e.LastAt);
            var condition = s_conditions.Select(c => Cite.Field(claim, $"status.conditions[{c}]")).FirstOrDefault(c => c is not null);
            if (said is null && condition is null) continue;
            yield return new Finding
            {
                Cause = CauseCode.VolumeExpansionFailed,
                Object = claim.Reference,
                Summary = $"{claim.Reference} asks for {Text(claim, "spec.resources.requests.storage")} and its volume still has {Text(claim, "status.capacity.storage")}.",
                Confidence = Certainty.Confirmed,
                Citations = Cite.All(
                    Cite.Event(said), condition, Cite.Field(claim, "spec.resources.requests.storage"), Cite.Field(claim, "status.capacity.storage")),
                Remedy = SafeRemedy.Of(Remedy, [Kubectl.Describe(claim.Reference)]),
                Since = said?.FirstAt,
                Affects = [.. Users(claim, context)],
            };
        }
    }

    private static bool IsSmaller(PersistentVolumeClaim claim) => claim.Status.Phase == "Bound"
        && claim.Spec.Resources.Requests.TryGetValue("storage", out var asked)
        && Text(claim, "status.capacity.storage") is { } text && Quantity.TryParse(text, out var has) && has.Value < asked.Value;

    private static IEnumerable<ObjectReference> Users(PersistentVolumeClaim claim, DiagnosisContext context) => context.Workloads
        .Where(w => w.Pods.Any(p => PodFacts.Mounts(p, claim)))
        .Select(w => w.Reference);

    private static string? Text(KubernetesObject item, string path) => FieldPath.Find(item.Raw, path)?.ToString();
}
