using System.Globalization;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>Twice the memory limit that a container was killed at.</summary>
internal static class Limits
{
    private const decimal Mebibyte = 1024 * 1024;
    private const decimal Least = 64;

    public static IReadOnlyList<KubectlCommand> Commands(Finding finding, DiagnosisContext context)
    {
        if (!CommandFit.IsRolledOut(finding.Object)
            || ClusterState.TemplateOf(context.State.Find(finding.Object)) is not { } template) return [];
        var killed = context.State.PodsOf(finding.Object).SelectMany(ContainerFacts.Of)
            .FirstOrDefault(c => c.LastEnd?.Reason == "OOMKilled")?.Status.Name;
        var container = template.Spec.Containers.FirstOrDefault(c => killed is null ? c.Resources.Limits.ContainsKey("memory")
            : c.Name == killed);
        return container is not null && container.Resources.Limits.TryGetValue("memory", out var limit)
            ? [Kubectl.SetResources(finding.Object, container.Name, "--limits=memory", Doubled(limit))]
            : [];
    }

    private static string Doubled(Quantity limit) =>
        Math.Max(Least, Math.Ceiling(limit.Value * 2 / Mebibyte)).ToString(CultureInfo.InvariantCulture) + "Mi";
}
