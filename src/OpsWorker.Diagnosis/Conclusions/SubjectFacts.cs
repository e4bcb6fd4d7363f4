using System.Globalization;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Conclusions;

/// <summary>
/// Lists the state of what the alert is about, where no cause is named: pods, exit codes, restarts, Warning events, last errors. In
/// kubectl's words, so that a person can go on from there.
/// </summary>
internal static class SubjectFacts
{
    private const int MaxWorkloads = 4;
    private const int MaxContainers = 3;
    private const int MaxEvents = 4;
    private const int MaxLines = 3;

    /// <summary>The facts, of the objects that the alert names; where it names none, of what does not work in its namespace.</summary>
    public static IReadOnlyList<string> Of(DiagnosisContext context)
    {
        var named = context.NamedWorkloads
            .Select(o => context.Workloads.FirstOrDefault(w => w.Reference == o)).OfType<WorkloadFacts>().ToList();
        var workloads = named.Count > 0 ? named
            : [.. context.Troubled.Where(w => context.InScope(w.Reference.Namespace)).OrderByDescending(w => w.IsShort)];
        return
        [
            .. context.Symptom.Subjects.SelectMany(s => Itself(s, context)),
            .. workloads.Take(MaxWorkloads).SelectMany(w => OfWorkload(w, context)),
            .. workloads.Count == 0 && context.Symptom.Subjects.Count == 0 ? InSum(context) : [],
            .. NewErrors.Of(context).Take(MaxLines)
                .Select(e => $"New in the log of {e.Object} since the alert began: {ShortText.Of(e.Quote)}"),
        ];
    }

    // Where nothing is troubled, the extent of what was read.
    private static IEnumerable<string> InSum(DiagnosisContext context)
    {
        var workloads = context.Workloads.Where(w => context.InScope(w.Reference.Namespace)).ToList();
        var place = context.Scope.Namespace is { } ns ? $" of namespace {ns}" : "";
        var pods = workloads.Sum(w => w.Pods.Count);
        var ready = workloads.Sum(w => w.Ready);
        if (pods > 0) yield return $"{Count(workloads.Count, "workload")}{place}: {ready} of {Count(pods, "pod")} ready";
        var nodes = context.State.All<Node>();
        var good = nodes.Count(NodeFacts.IsReady);
        if (nodes.Count > 0) yield return $"{good} of {Count(nodes.Count, "node")} ready";
        var warnings = context.State.All<Event>().Count(e => e.Type == "Warning" && context.InScope(e.About?.Namespace ?? e.Namespace));
        if (context.State.Listed<Event>(context.Scope.Namespace)) yield return $"{Count(warnings, "Warning event")}{place}";
    }

    private static IEnumerable<string> Itself(ObjectReference subject, DiagnosisContext context)
    {
        var lines = context.State.Find(subject) switch
        {
            Node node => node.Status.Conditions.Where(c => c.Type == "Ready" || c.Status == "True")
                .Select(c => $"{subject}: {c.Type}={c.Status}, {c.Reason}"
                    + (string.IsNullOrEmpty(c.Message) ? "" : ": " + ShortText.Of(c.Message))),
            PersistentVolumeClaim claim => [$"{subject}: {claim.Status.Phase ?? "no phase"}"],
            Service service when context.State.ReadyAddresses(service) is { } ready => [$"{subject}: {ready} ready endpoint(s)"],
            Job job => [$"{subject}: {job.Status.Active} active, {job.Status.Succeeded} succeeded, {job.Status.Failed} failed"],
            HorizontalPodAutoscaler hpa => [string.Create(CultureInfo.InvariantCulture,
                $"{subject}: {hpa.Status.CurrentReplicas} replicas, {hpa.Status.DesiredReplicas} desired, {hpa.Spec.MaxReplicas} at most")],
            _ => (IEnumerable<string>)[],
        };
        return lines.Concat((context.State.Find(subject) is Workload or Pod) ? [] : Events(context.State.EventsOf(subject)));
    }

    private static IEnumerable<string> OfWorkload(WorkloadFacts workload, DiagnosisContext context)
    {
        yield return workload.Desired is { } desired
            ? $"{workload.Reference}: {workload.Ready}/{desired} pods ready"
            : $"{workload.Reference}: {workload.Pods.Count} pod(s)";
        foreach (var pod in workload.Pods.Where(p => p.Status.Phase is "Failed" && p.Status.Reason is not null).Take(MaxContainers))
        {
            yield return $"{pod.Reference}: Failed, {pod.Status.Reason}: {ShortText.Of(pod.Status.Message ?? "")}";
        }

        var troubled = workload.Pods.SelectMany(ContainerFacts.Of).Where(IsTroubled).OrderByDescending(c => c.Status.RestartCount)
            .Take(MaxContainers).ToList();
        foreach (var container in troubled) yield return State(container);
        foreach (var line in Events(context.EventsOf(workload))) yield return line;
        foreach (var container in troubled)
        {
            if (ErrorLine.Of(container.LogsIn(context.State), container.EndsAtStart) is { } last)
                yield return $"Last error in the log of {container.Pod.Reference}: {ShortText.Of(last.Quote)}";
        }
    }

    private static bool IsTroubled(ContainerFacts container) =>
        (!container.Status.Ready && container.Status.State.Terminated is not { ExitCode: 0 }) || container.Status.RestartCount > 0;

    /// <summary>
    /// A container's state in kubectl's words: <c>Pod shop/web-1, container app: CrashLoopBackOff, 5 restarts, last exit code 137</c>.
    /// </summary>
    public static string State(ContainerFacts container)
    {
        var state = container.Status.State switch
        {
            { Waiting: { } waiting } => waiting.Reason ?? "Waiting",
            { Terminated: { } ended } => $"Terminated ({ended.Reason})",
            { Running: not null } => container.Status.Ready ? "Running" : "Running, not ready",
            _ => "no state",
        };
        var restarts = container.Status.RestartCount == 0 ? "" : $", {Count(container.Status.RestartCount, "restart")}";
        var end = container.LastEnd is { } last
            ? string.Create(CultureInfo.InvariantCulture,
                $", last exit code {last.ExitCode} ({last.Reason}){(last.FinishedAt is { } at ? $" at {at:u}" : "")}")
            : "";
        return $"{container.Pod.Reference}, container {container.Status.Name}: {state}{restarts}{end}";
    }

    private static IEnumerable<string> Events(IEnumerable<Event> events) => events
        .Where(e => e.Type == "Warning")
        .GroupBy(e => (e.Reason, e.Text))
        .Select(g => (g.Key.Reason, g.Key.Text, Times: g.Sum(e => (long)e.Times), Last: g.Max(e => e.LastAt)))
        .OrderByDescending(e => e.Last)
        .Take(MaxEvents)
        .Select(e => string.Create(CultureInfo.InvariantCulture,
            $"Warning {e.Reason}{(e.Times > 1 ? $" (x{e.Times})" : "")}: {ShortText.Of(e.Text)}"));

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
