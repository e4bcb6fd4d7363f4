using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Changes;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>Decides whether a command would succeed on its object, and gives what does where it would not.</summary>
internal static class CommandFit
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    /// <summary>The command itself, what takes its place, or nothing.</summary>
    public static IEnumerable<KubectlCommand> Fitting(KubectlCommand command, DiagnosisContext context)
    {
        if (command.Target is not { } target) return [command];
        if (IsMissing(target, context)) return [];
        return command.Verb switch
        {
            "logs" => Logs(command, target, context),
            "edit" => Edit(command, target, context),
            "rollout undo" or "rollout history" => HasHistory(target, context) && !IsPaused(target, context) ? [command] : [],
            "rollout restart" or "rollout status" => IsRolledOut(target) ? [command] : [],
            "scale" => target.Kind is nameof(Deployment) or nameof(StatefulSet) or nameof(ReplicaSet) ? [command] : [],
            "drain" => MayDrain(target, context) ? [command] : [],
            "uncordon" => context.State.Find(target) is Node { Spec.Unschedulable: false } ? [] : [command],
            "debug" => context.State.Find(target) is Node node && !NodeFacts.IsReady(node) ? [] : [command],
            "expose" => MayExpose(target, context) ? [command] : [],
            _ => [command],
        };
    }

    /// <summary>True for the kinds that have rollouts.</summary>
    public static bool IsRolledOut(ObjectReference item) => item.Kind is nameof(Deployment) or nameof(StatefulSet) or nameof(DaemonSet);

    /// <summary>True for an object that is not among all those of its kind.</summary>
    public static bool IsMissing(ObjectReference target, DiagnosisContext context) =>
        context.State.Find(target) is null && context.State.Listed(target.Kind, target.Namespace);

    // A ReplicaSet without a number is of no revision that kubectl knows.
    private static bool HasHistory(ObjectReference target, DiagnosisContext context) =>
        Revision.Of(target, context.State).Select(r => r.Number).Where(n => n > 0).Distinct().Count() > 1;

    private static bool IsPaused(ObjectReference target, DiagnosisContext context) =>
        context.State.Find(target) is Deployment { Spec.Paused: true };

    private static IEnumerable<KubectlCommand> Logs(KubectlCommand command, ObjectReference target, DiagnosisContext context)
    {
        IEnumerable<Pod> pods = target.Kind switch
        {
            nameof(Pod) => context.State.Find(target) is Pod pod ? [pod] : [],
            nameof(CronJob) => [],
            _ => context.State.PodsOf(target),
        };
        var read = pods.SelectMany(p => ContainerFacts.Of(p)
            .Where(c => c.Status.Name == (command.ContainerName ?? p.Spec.Containers.Select(s => s.Name).FirstOrDefault()))).ToList();
        if (read.Exists(HasPreviousRun)) return [command];
        if (read.TrueForAll(c => c.Status.State.Waiting is not null)) return [];
        return [command.ReadsPrevious ? command.OfCurrentRun() : command];
    }

    private static bool HasPreviousRun(ContainerFacts container) =>
        container.Status.RestartCount > 0 || container.Status.LastState.Terminated is not null;

    // Of these the API server takes no change that would mend them: they are written down, corrected and made anew.
    private static IEnumerable<KubectlCommand> Edit(KubectlCommand command, ObjectReference target, DiagnosisContext context) =>
        (target.Kind, context.State.Find(target)) switch
        {
            (nameof(Pod), Pod pod) when pod.Metadata.Annotations.ContainsKey(MirrorAnnotation) => [],
            (nameof(Pod), Pod pod) when pod.Metadata.OwnerReferences.Count > 0 => [],
            (nameof(PersistentVolumeClaim), PersistentVolumeClaim { Status.Phase: "Bound" }) => [Kubectl.Describe(target)],
            (nameof(Pod) or nameof(Job) or nameof(PersistentVolumeClaim), _) => [Kubectl.Get(target), Kubectl.ReplaceByFile()],
            (nameof(ConfigMap) or nameof(Secret), { } item) when IsImmutable(item) => [Kubectl.Get(target), Kubectl.ReplaceByFile()],
            (nameof(PersistentVolume) or nameof(StorageClass), _) => [Kubectl.Get(target)],
            (nameof(ReplicaSet), ReplicaSet { Metadata.OwnerReferences.Count: > 0 }) => [],
            _ => [command],
        };

    private static bool IsImmutable(KubernetesObject item) => item.Raw.ValueKind == System.Text.Json.JsonValueKind.Object
        && item.Raw.TryGetProperty("immutable", out var immutable) && immutable.ValueKind == System.Text.Json.JsonValueKind.True;

    // The pods of the only node, or of the control plane, have nowhere to go.
    private static bool MayDrain(ObjectReference target, DiagnosisContext context) =>
        context.State.Find(target) is Node node && !NodeFacts.IsControlPlane(node)
        && context.State.All<Node>()
            .Any(n => n != node && !n.Spec.Unschedulable && !NodeFacts.IsControlPlane(n) && NodeFacts.IsReady(n));

    private static bool MayExpose(ObjectReference target, DiagnosisContext context) =>
        context.State.Find<Service>(target.Namespace, target.Name) is null
        && Kubernetes.State.ClusterState.TemplateOf(context.State.Find(target))?.Spec.Containers.Any(c => c.Ports.Count > 0) == true;
}
