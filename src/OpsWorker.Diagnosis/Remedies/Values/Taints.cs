using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>The taint that keeps the pods from a node, where somebody set it: what the control plane sets, it sets again.</summary>
internal static class Taints
{
    private const string OfKubernetes = "kubernetes.io/";

    public static IReadOnlyList<KubectlCommand> Commands(Finding finding, DiagnosisContext context)
    {
        var pod = context.State.PodsOf(finding.Object).FirstOrDefault(p => string.IsNullOrEmpty(p.Spec.NodeName));
        return pod is null ? [] :
        [
            .. from node in context.State.All<Node>()
               from taint in node.Spec.Taints
               where taint.Effect is "NoSchedule" or "NoExecute" && !taint.Key.Contains(OfKubernetes, StringComparison.Ordinal)
               where !pod.Spec.Tolerations.Any(t => t.Tolerates(taint))
               group (node, taint) by (taint.Key, taint.Effect) into same
               orderby same.Key.Key
               select Kubectl.RemoveTaint(same.First().node.Name, same.Key.Key, same.Key.Effect!),
        ];
    }
}
