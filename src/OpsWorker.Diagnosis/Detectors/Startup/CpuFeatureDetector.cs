using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Programs that need instructions which the node's processor does not have: the kernel ends them with SIGILL, or they say so
/// themselves. A program for another architecture is not started at all.
/// </summary>
public sealed partial class CpuFeatureDetector : IDetector
{
    // 128 and the number of SIGILL.
    private const int IllegalInstruction = 132;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.CpuFeatureMissing];

    /// <inheritdoc/>
    public string Decides => "A container ends with SIGILL again and again, or says that the processor lacks a feature.";

    /// <inheritdoc/>
    public string Remedy => "Run it on nodes whose processor has the feature, or use an image that is built without it.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var said = FailingLine.Of(context, (_, l) => Lacks().IsMatch(l)).ToList();
        foreach (var line in said)
        {
            const string why = "its program needs instructions that the node's processor does not have";
            yield return line.Find(CauseCode.CpuFeatureMissing, why, Certainty.Stated, RemedyFor(line.Container), context);
        }

        foreach (var workload in context.Workloads.Where(w => !said.Exists(l => l.Workload == w)))
        {
            var ended = workload.Pods.SelectMany(ContainerFacts.Of)
                .FirstOrDefault(c => c.LastEnd?.ExitCode == IllegalInstruction && c.IsCrashing && context.IsCurrent(c));
            if (ended is not null) yield return OfSignal(workload, ended, context);
        }
    }

    // Some runtimes end themselves so at a failed assertion.
    private static Finding OfSignal(WorkloadFacts workload, ContainerFacts container, DiagnosisContext context) => new()
    {
        Cause = CauseCode.CpuFeatureMissing,
        Object = workload.Reference,
        Summary = $"The container {container.Status.Name} of {workload.Reference} is ended for an illegal instruction again and again: "
            + "the node's processor may lack what its program needs.",
        Confidence = Certainty.Implied,
        Citations = Cite.All(
            Cite.Field(container.Pod, container.LastEndPath, container.LastEnd?.FinishedAt), Cite.Field(container.Pod, "spec.nodeName")),
        Remedy = RemedyFor(container),
        Since = FailureOnset.Of(container, context),
    };

    private static Remedy RemedyFor(ContainerFacts container) => SafeRemedy.Of(
        "Run it on nodes whose processor has the feature (or let the hypervisor pass it on), or use an image that is built without it.",
        [Kubectl.DescribeNode(container.Pod.Spec.NodeName), Kubectl.Logs(container.Pod.Reference, container.Status.Name, previous: true)]);

    [GeneratedRegex(
        @"\b(CPU|processor)\b.{0,60}(does not|doesn't|do not) (support|have)\b.{0,60}(x86-64-v\d|AVX|SSE|FMA|BMI|POPCNT|instruction|LSE)"
        + @"|requires? .{0,60}\b(AVX[\w-]*|SSE4[\w.]*|x86-64-v\d)\b|\bIllegal instruction\b|\bSIGILL\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Lacks();
}
