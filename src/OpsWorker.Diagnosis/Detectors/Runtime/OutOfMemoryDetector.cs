using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that are killed because they need more memory than their limit: while they run, or already while the
/// runtime starts them under a limit that is too small for any process. Exit code 137 alone says only that somebody
/// killed the container; a probe may have been that too. With it the kernel's report of that time counts, if the memory that it
/// names is the container's limit.
/// </summary>
public sealed partial class OutOfMemoryDetector : IDetector
{
    private const int KilledCode = 137;

    // Page tables and the kernel's own memory take the rest of the limit.
    private const decimal LeastShare = 0.8m;

    // The node's report and the container's end are written by different programs.
    private static readonly TimeSpan s_delay = TimeSpan.FromMinutes(2);

    // Below this runc does not start a container.
    private const decimal LeastMemory = 6 * 1024 * 1024;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.OutOfMemory];

    /// <inheritdoc/>
    public string Decides =>
        "A container's last run ended with OOMKilled, the kernel reports that it killed a process of its size then, the runtime says that "
        + "its first process was killed for memory, or a limit under 6Mi lets none start.";

    /// <inheritdoc/>
    public string Remedy => "Raise the memory limit to what the application needs, or find what makes it grow.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads)
        {
            if (Killed(workload, context) is { } killed)
            {
                yield return Find(
                    workload, killed.Status.Name,
                    [Cite.Field(killed.Pod, killed.LastEndPath, killed.LastEnd!.FinishedAt)],
                    killed.LastEnd!.FinishedAt, Certainty.Proved);
            }
            else if (ByKernel(workload, context) is var (container, report))
            {
                yield return Find(
                    workload, container.Status.Name,
                    [Cite.Event(report), Cite.Field(container.Pod, container.LastEndPath, container.LastEnd!.FinishedAt)],
                    container.LastEnd!.FinishedAt, Certainty.Confirmed);
            }
            else if (AtStart(workload, context) is { } said)
            {
                yield return Find(workload, null, [Cite.Event(said)], said.FirstAt, Certainty.Stated);
            }
            else if (TooSmall(workload, context) is { } waiting)
            {
                var proof = Cite.Field(waiting.Pod, waiting.WaitingReasonPath);
                yield return Find(workload, waiting.Status.Name, [proof], waiting.Pod.Metadata.CreationTimestamp, Certainty.Inferred);
            }
        }
    }

    private static ContainerFacts? Killed(WorkloadFacts workload, DiagnosisContext context) => workload.Pods
        .SelectMany(ContainerFacts.Of)
        .FirstOrDefault(c => c.LastEnd?.Reason == "OOMKilled" && context.IsCurrent(c));

    private static (ContainerFacts Container, Event Report)? ByKernel(WorkloadFacts workload, DiagnosisContext context)
    {
        foreach (var container in workload.Pods.SelectMany(ContainerFacts.Of)
            .Where(c => c.LastEnd is { ExitCode: KilledCode, Reason: not "OOMKilled" } && context.IsCurrent(c)))
        {
            if (container.Pod.Spec.NodeName is not { } node) continue;
            if (container.Spec?.Resources.Limits.TryGetValue("memory", out var limit) != true) continue;
            var report = context.State.EventsOf(new ObjectReference(nameof(Node), null, node))
                .Concat(context.State.EventsOf(new ObjectReference(nameof(Node), "default", node)))
                .FirstOrDefault(e => IsAtLimit(e, limit.Value) && IsDuring(e, container.LastEnd!.FinishedAt));
            if (report is not null) return (container, report);
        }

        return null;
    }

    private static bool IsAtLimit(Event said, decimal limit) => Killed().Match(said.Text) is { Success: true } killed
        && decimal.TryParse(killed.Groups["kb"].Value, System.Globalization.CultureInfo.InvariantCulture, out var kilobytes)
        && kilobytes * 1024 >= limit * LeastShare && kilobytes * 1024 <= limit;

    private static bool IsDuring(Event said, DateTimeOffset? end) =>
        end is not { } at || (!(said.FirstAt > at + s_delay) && !(said.LastAt < at - s_delay));

    // Memory cgroup out of memory: Killed process 4312 (java) total-vm:5120000kB, anon-rss:1043212kB, ...
    [GeneratedRegex(
        @"cgroup out of memory: .*anon-rss:(?<kb>\d{1,12})kB",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Killed();

    private static Event? AtStart(WorkloadFacts workload, DiagnosisContext context) => workload.Pods
        .Where(p => !PodFacts.IsReady(p))
        .SelectMany(p => context.State.EventsOf(p.Reference))
        .FirstOrDefault(e => e.Reason is "FailedCreatePodSandBox" or "Failed"
            && (e.Text.Contains("OOM-killed", StringComparison.OrdinalIgnoreCase) || e.Text.Contains("memory limit too low", StringComparison.OrdinalIgnoreCase)));

    // The runtime's own first process needs some megabytes, whatever the application is.
    private static ContainerFacts? TooSmall(WorkloadFacts workload, DiagnosisContext context) => workload.Pods
        .Where(p => !context.State.EventsOf(p.Reference).Any())
        .SelectMany(ContainerFacts.Of)
        .FirstOrDefault(c => c.WaitingReason == "ContainerCreating"
            && c.Spec?.Resources.Limits.TryGetValue("memory", out var limit) == true && limit.Value < LeastMemory);

    private static Finding Find(
        WorkloadFacts workload, string? container, IEnumerable<Citation?> proof, DateTimeOffset? since, double confidence)
    {
        var name = container ?? workload.Template?.Spec.Containers.Select(c => c.Name).FirstOrDefault();
        return new Finding
        {
            Cause = CauseCode.OutOfMemory,
            Object = workload.Reference,
            Summary = $"Container {name} of {workload.Reference} is OOMKilled{LimitOf(workload, name)}.",
            Confidence = confidence,
            Citations = Cite.All([
                .. proof,
                Cite.Field(workload.Item ?? workload.Pods[0], $"{workload.SpecPath}.containers[{name}].resources.limits.memory")]),
            Remedy = SafeRemedy.Of(
                "Raise the memory limit to what the application needs (twice the limit to begin with), or find what makes it grow.",
                [Kubectl.TopContainers(workload.Reference.Namespace), Kubectl.Edit(workload.Reference)]),
            Since = since,
        };
    }

    private static string LimitOf(WorkloadFacts workload, string? container) =>
        workload.Template?.Spec.Containers.FirstOrDefault(c => c.Name == container) is { } spec
        && spec.Resources.Limits.TryGetValue("memory", out var limit)
            ? $" (limit {Amounts.Text("memory", limit.Value)})"
            : "";
}
