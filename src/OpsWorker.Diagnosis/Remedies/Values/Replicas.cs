using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>The number of replicas that a workload had before it was scaled to zero, or that its autoscaler keeps at least.</summary>
internal static partial class Replicas
{
    public static IReadOnlyList<KubectlCommand> Commands(Finding finding, DiagnosisContext context) =>
        [Kubectl.Scale(finding.Object, Before(finding.Object, context) ?? 1)];

    /// <summary>The number before; null where nothing shows it.</summary>
    public static int? Before(ObjectReference workload, DiagnosisContext context)
    {
        var scaled = context.State.EventsOf(workload).Where(e => e.Reason == "ScalingReplicaSet").OrderByDescending(e => e.LastAt)
            .Select(e => ToZero().Match(e.Text)).FirstOrDefault(m => m.Success);
        if (scaled is not null && int.TryParse(scaled.Groups["from"].Value, CultureInfo.InvariantCulture, out var from)
            && from > 0) return from;
        return context.State.All<HorizontalPodAutoscaler>()
            .FirstOrDefault(h => h.Namespace == workload.Namespace && h.Spec.ScaleTargetRef?.Kind == workload.Kind
                && h.Spec.ScaleTargetRef.Name == workload.Name)
            ?.Spec.MinReplicas;
    }

    [GeneratedRegex(
        @"^Scaled down replica set \S+ (to 0 from (?<from>\d+)|from (?<from>\d+) to 0)",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex ToZero();
}
