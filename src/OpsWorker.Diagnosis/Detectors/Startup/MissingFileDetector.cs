using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Containers that do not work and mount one file of a ConfigMap or Secret by <c>subPath</c> that is no key of it: the kubelet makes an
/// empty directory in its place and starts them.
/// </summary>
public sealed class MissingFileDetector : IDetector
{
    private const string Advice = "Add the key to the object, or correct the subPath, then start the pods anew.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ConfigMapKeyMissing, CauseCode.SecretKeyMissing];

    /// <inheritdoc/>
    public string Decides => "A container that crashes or is not ready mounts a subPath of a ConfigMap or Secret that has no such key.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from workload in context.Workloads
        where workload.Template is not null
        let failing = workload.Pods.SelectMany(ContainerFacts.Of).FirstOrDefault(c => !c.Status.Ready && !c.IsInit && context.IsCurrent(c))
        where failing is not null
        from mount in failing.Spec?.VolumeMounts ?? []
        where mount.SubPath is { Length: > 0 }
        let source = SourceOf(mount, workload, context)
        where source is not null
        select Find(workload, failing, mount.SubPath!, source, context);

    // Keys that are renamed on their way into the volume, and objects whose keys are not known, are left alone.
    private static KubernetesObject? SourceOf(VolumeMount mount, WorkloadFacts workload, DiagnosisContext context)
    {
        var ns = workload.Reference.Namespace;
        return workload.Template!.Spec.Volumes.FirstOrDefault(v => v.Name == mount.Name) switch
        {
            { ConfigMap: { Items: null or { Count: 0 }, Name: { } name } } => context.State.Find<ConfigMap>(ns, name) is { } map
                && map.Data.Count + map.BinaryData.Count > 0
                && !map.Data.ContainsKey(mount.SubPath!) && !map.BinaryData.ContainsKey(mount.SubPath!) ? map : null,
            { Secret: { Items: null or { Count: 0 }, SecretName: { } name } } => context.State.Find<Secret>(ns, name) is { } secret
                && secret.Data is { Count: > 0 } && !secret.Data.ContainsKey(mount.SubPath!) ? secret : null,
            _ => null,
        };
    }

    private static Finding Find(
        WorkloadFacts workload, ContainerFacts failing, string key, KubernetesObject source, DiagnosisContext context) => new()
        {
            Cause = source is Secret ? CauseCode.SecretKeyMissing : CauseCode.ConfigMapKeyMissing,
            Object = workload.Reference,
            Summary = $"{workload.Reference} mounts {key} of {source.Reference}, which has no such key: it finds an empty directory there.",
            Confidence = Certainty.Confirmed,
            Citations = Cite.All(
                Cite.Field(workload.Item ?? failing.Pod, $"{workload.SpecPath}.containers[{failing.Status.Name}].volumeMounts"),
                Cite.Field(source, "metadata.name")),
            Remedy = SafeRemedy.Of(Advice, [Kubectl.Get(source.Reference), Kubectl.Edit(workload.Reference)]),
            Since = Evidence.FailureOnset.Of(failing, context),
            Affects = [source.Reference],
        };
}
