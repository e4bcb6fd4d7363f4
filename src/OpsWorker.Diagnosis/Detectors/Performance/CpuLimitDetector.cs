using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Metrics;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Performance;

/// <summary>
/// Containers of which an alert measures that they are throttled, and that have a limit of CPU: without one nothing is. It is for
/// recordings without measurements; where there are some, <see cref="CpuDetector"/> decides by them.
/// </summary>
public sealed class CpuLimitDetector : IDetector
{
    private const string Advice = "Raise the limit of CPU, or take it away and keep the request.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.CpuThrottling];

    /// <inheritdoc/>
    public string Decides =>
        "An alert names a container as throttled, the container has a limit of CPU, and nothing was measured that speaks against it.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        if (!context.Scope.AlertNames.Any(n => n.Contains("throttl", StringComparison.OrdinalIgnoreCase))) yield break;
        foreach (var pod in context.Symptom.Subjects.Select(context.State.Find).OfType<Pod>())
        {
            var owner = context.State.WorkloadOf(pod);
            if (context.Shifts.Any(s => s.Owner == owner && s.Measure is Measure.Cpu or Measure.Throttling)) continue;
            var limited = pod.Spec.Containers.FirstOrDefault(c =>
                (context.Scope.Container is not { } name || c.Name == name) && c.Resources.Limits.ContainsKey("cpu"));
            if (limited is not null) yield return Find(owner, pod, limited.Name);
        }
    }

    private static Finding Find(ObjectReference owner, Pod pod, string container)
    {
        var limit = Cite.Field(pod, $"spec.containers[{container}].resources.limits.cpu");
        return new Finding
        {
            Cause = CauseCode.CpuThrottling,
            Object = owner,
            Summary = $"The alert measures that the container {container} of {owner} is throttled; its limit of CPU is {limit?.Quote}.",
            Confidence = Certainty.General,
            Citations = Cite.All(limit),
            Remedy = SafeRemedy.Of(Advice, [Kubectl.TopContainers(owner.Namespace), Kubectl.Edit(owner)]),
        };
    }
}
