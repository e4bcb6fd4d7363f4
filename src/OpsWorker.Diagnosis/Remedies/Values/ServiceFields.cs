using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>The selector and the ports that the workload behind a Service has.</summary>
internal static class ServiceFields
{
    /// <summary>The selector of the workload, which its pods match by definition.</summary>
    public static IReadOnlyList<KubectlCommand> Selector(Finding finding, DiagnosisContext context)
    {
        if (finding.Affects is not [var only] || context.State.Find(only) is not Workload workload) return [];
        var labels = workload.Spec.Selector.MatchLabels;
        return labels.Count == 0 ? [] : [Kubectl.SetSelector(finding.Object, labels.OrderBy(l => l.Key, StringComparer.Ordinal))];
    }

    /// <summary>The port or the protocol that the pods declare, where they declare one only.</summary>
    public static IReadOnlyList<KubectlCommand> Port(Finding finding, DiagnosisContext context)
    {
        if (context.State.Find(finding.Object) is not Service service || finding.Affects.Count == 0) return [];
        var declared = ClusterState.TemplateOf(context.State.Find(finding.Affects[0]))?.Spec.Containers.SelectMany(c => c.Ports).ToList()
            ?? [];
        if (declared.Count != 1 || service.Spec.Ports.Count != 1) return [];
        var (port, wanted) = (service.Spec.Ports[0], declared[0]);
        if (finding.Cause == CauseCode.ServiceProtocolMismatch)
        {
            return port.Protocol is null ? []
                : [Kubectl.Patch(finding.Object, JsonPatch.Replace("/spec/ports/0/protocol", wanted.Protocol ?? "TCP"))];
        }

        var target = port.TargetPort ?? new IntOrString(port.Port, null);
        if (target.Number == wanted.Number || (target.Text is { } name && name == wanted.Name)) return [];
        var patch = port.TargetPort is null
            ? JsonPatch.Add("/spec/ports/0/targetPort", wanted.Number)
            : JsonPatch.Replace("/spec/ports/0/targetPort", wanted.Number);
        return [Kubectl.Patch(finding.Object, patch)];
    }
}
