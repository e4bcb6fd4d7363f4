using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Workloads that refer to a Secret or ConfigMap, or to a key of one, that does not exist, so that their containers
/// are never created. A reference that is optional, and one of a workload that runs well, is no cause.
/// </summary>
public sealed class MissingReferenceDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes =>
        [CauseCode.SecretMissing, CauseCode.SecretKeyMissing, CauseCode.ConfigMapMissing, CauseCode.ConfigMapKeyMissing];

    /// <inheritdoc/>
    public string Decides => "A pod that does not start refers to a Secret, ConfigMap or key that is not there, by the kubelet's words or by the lists.";

    /// <inheritdoc/>
    public string Remedy => "Create what is missing, or correct the reference.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            var waiting = workload.Pods.Where(IsHeldBack).ToList();
            if (waiting.Count == 0 || workload.Template is not { } template) continue;
            var specified = ConfigReference.Of(template.Spec).ToList();
            var named = Named(waiting, context).Where(n => !specified.Any(n.IsPartOf));
            var found = specified.Concat(named).Select(r => Find(r, workload, waiting, context))
                .OfType<Finding>()
                .OrderByDescending(f => f.Confidence)
                .DistinctBy(f => (f.Cause, f.Summary));
            foreach (var finding in found) yield return finding;
        }
    }

    // What the kubelet names: a specification may be known in part only, or not at all.
    private static IEnumerable<ConfigReference> Named(List<Pod> waiting, DiagnosisContext context) => waiting
        .SelectMany(p => context.State.EventsOf(p.Reference).Select(e => e.Text).Concat(ContainerFacts.Of(p).Select(c => c.WaitingMessage)))
        .Select(ConfigReference.OfMessage).OfType<ConfigReference>().Distinct();

    private static bool IsHeldBack(Pod pod) => !PodFacts.IsUnscheduled(pod) && !PodFacts.IsReady(pod)
        && ContainerFacts.Of(pod).Any(c => c.WaitingReason is "CreateContainerConfigError" or "ContainerCreating" or "PodInitializing" or "CreateContainerError");

    private static Finding? Find(ConfigReference reference, WorkloadFacts workload, List<Pod> waiting, DiagnosisContext context)
    {
        var (said, saysKey) = Said(reference, waiting, context);
        var absent = IsAbsent(reference, workload.Reference.Namespace, context);
        if (said is null && absent is null) return null;
        var keyMissing = absent == Absence.Key || (absent is null && saysKey);
        var item = reference.Name.Length > 0 ? $"the {reference.Kind} {reference.Name}" : $"the {reference.Kind} of {reference.Path}";
        var what = keyMissing ? $"the key {reference.Key} of {item}" : item;
        return new Finding
        {
            Cause = CodeOf(reference.Kind, keyMissing),
            Object = workload.Reference,
            Summary = $"{workload.Reference} cannot start: it refers to {what}, which does not exist.",
            Confidence = said is not null ? Certainty.Proved : Certainty.Implied,
            Citations = Cite.All(said, Cite.Field(workload.Item ?? waiting[0], $"{workload.SpecPath}.{reference.Path}")),
            Remedy = SafeRemedy.Of(
                $"Create {what}, or correct the reference.",
                [Kubectl.List(reference.Kind.ToLowerInvariant() + "s", workload.Reference.Namespace), Kubectl.Edit(workload.Reference)]),
            Since = waiting[0].Metadata.CreationTimestamp,
            Affects = reference.Name.Length > 0 ? [new ObjectReference(reference.Kind, workload.Reference.Namespace, reference.Name)] : [],
        };
    }

    private static (Citation? Quote, bool SaysKey) Said(ConfigReference reference, List<Pod> pods, DiagnosisContext context)
    {
        foreach (var container in pods.SelectMany(ContainerFacts.Of))
        {
            if (reference.IsMeantBy(container.WaitingMessage))
            {
                return (Cite.Field(container.Pod, container.StatusPath + ".state.waiting.message"), reference.KeyIsMeantBy(container.WaitingMessage));
            }
        }

        var said = pods.SelectMany(p => context.State.EventsOf(p.Reference))
            .Where(e => e.Reason is "Failed" or "FailedMount" && reference.IsMeantBy(e.Text))
            .OrderByDescending(e => e.LastAt)
            .FirstOrDefault();
        return (Cite.Event(said), said is not null && reference.KeyIsMeantBy(said.Text));
    }

    private static Absence? IsAbsent(ConfigReference reference, string? ns, DiagnosisContext context)
    {
        if (reference.IsOptional || reference.Name.Length == 0) return null;
        if (reference.Kind == "Secret")
        {
            if (context.State.Find<Secret>(ns, reference.Name) is not { } secret)
            {
                return context.State.Listed<Secret>(ns) ? Absence.Object : null;
            }

            return secret.Data is { Count: > 0 } data && reference.Key is { } key && !data.ContainsKey(key) ? Absence.Key : null;
        }

        if (context.State.Find<ConfigMap>(ns, reference.Name) is not { } map)
        {
            return context.State.Listed<ConfigMap>(ns) ? Absence.Object : null;
        }

        var lacks = reference.Key is { } wanted && map.Data.Count + map.BinaryData.Count > 0
            && !map.Data.ContainsKey(wanted) && !map.BinaryData.ContainsKey(wanted);
        return lacks ? Absence.Key : null;
    }

    private static CauseCode CodeOf(string kind, bool key) => (kind, key) switch
    {
        ("Secret", false) => CauseCode.SecretMissing,
        ("Secret", true) => CauseCode.SecretKeyMissing,
        (_, false) => CauseCode.ConfigMapMissing,
        _ => CauseCode.ConfigMapKeyMissing,
    };

    private enum Absence
    {
        Object,
        Key,
    }
}
