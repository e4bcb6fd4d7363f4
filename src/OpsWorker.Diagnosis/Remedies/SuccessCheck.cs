using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>
/// Chooses the command that shows whether a remedy worked: of the object itself, or of the workload that it keeps from working.
/// </summary>
internal static class SuccessCheck
{
    /// <summary>The checks for a finding.</summary>
    public static IEnumerable<KubectlCommand> For(Finding finding, DiagnosisContext context)
    {
        var first = finding.Affects.FirstOrDefault(o => CommandFit.IsRolledOut(o) && !CommandFit.IsMissing(o, context));
        return finding.Object.Kind switch
        {
            not nameof(Service) when CommandFit.IsMissing(finding.Object, context) => first is null ? [] : [Rollout(first, context)],
            nameof(Service) => [Kubectl.EndpointSlices(finding.Object)],
            nameof(Deployment) or nameof(StatefulSet) or nameof(DaemonSet) => [Rollout(finding.Object, context)],
            nameof(Job) => [Kubectl.Wait(finding.Object, "condition=Complete")],
            nameof(Pod) => [Kubectl.Wait(finding.Object, "condition=Ready")],
            nameof(Node) => [Kubectl.Wait(finding.Object, "condition=Ready")],
            nameof(CronJob) => [Kubectl.List("jobs", finding.Object.Namespace)],
            _ when first is not null => [Rollout(first, context)],
            _ => context.State.Find(finding.Object) is null ? [] : [Kubectl.Show(finding.Object)],
        };
    }

    // A controller that waits for pods to be deleted has no status of a rollout.
    private static KubectlCommand Rollout(ObjectReference workload, DiagnosisContext context) =>
        FieldPath.Find(context.State.Find(workload)?.Raw ?? default, "spec.updateStrategy.type")?.ToString() == "OnDelete"
            ? Kubectl.Show(workload)
            : Kubectl.RolloutStatus(workload);
}
