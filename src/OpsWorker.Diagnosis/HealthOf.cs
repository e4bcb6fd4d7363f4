using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis;

/// <summary>Tells a cluster in which all is well from one that was not seen well enough.</summary>
internal static class HealthOf
{
    // Load and latency move by a factor of two or three within a day; to call a cluster healthy none may have risen by more.
    private const double MostRise = Thresholds.HealthyRise;

    // Of next to nothing any factor is next to nothing too.
    private const double Nothing = Thresholds.HealthyNothing;

    // Trouble that a healthy application meets now and then is not said as often.
    private const int LeastCount = 3;

    private const int LastLines = 40;
    private static readonly TimeSpan s_current = TimeSpan.FromMinutes(5);

    // Words of an alert's name that no object's state shows, only measurements.
    private static readonly string[] s_measured =
        ["latency", "slow", "duration", "quality", "performance", "saturat", "throttl", "cpu", "loss", "delay", "response time"];

    /// <summary>
    /// Whether everything that the alert may be about works: it was seen, the workloads of its namespace have their ready
    /// pods and say nothing of lasting trouble, none was restarted lately, no check fails, no time series rose, and the
    /// nodes are ready.
    /// </summary>
    public static bool IsGood(DiagnosisContext context) => context.Symptom.IsShownByObjects && WasSeen(context) && !IsWarnedOf(context) && WorkloadsAreGood(context)
        && context.State.Probes.All(p => p.Ok)
        && context.State.Anomalies.Count == 0
        && context.State.All<Node>().All(n => n.Status.Conditions.All(c => c.Type != "Ready" || c.Status == "True"))
        && !context.Shifts.Any(s => s.Excess > 0 && s.Peak > MostRise * Math.Max(s.Before, Nothing));

    // A warning about what the alert names, a few minutes old at most, speaks against it.
    private static bool IsWarnedOf(DiagnosisContext context)
    {
        var subjects = context.Symptom.Subjects.SelectMany(s => new[] { s, context.State.WorkloadOf(s) }).OfType<ObjectReference>().ToHashSet();
        return subjects.Count > 0 && context.State.All<Event>().Any(e => e.Type == "Warning" && context.State.Now - e.LastAt < s_current && IsAbout(e, subjects, context));
    }

    private static bool IsAbout(Event e, HashSet<ObjectReference> subjects, DiagnosisContext context) => e.About is { Kind: { } kind, Name: { } name } about
        && new ObjectReference(kind, about.Namespace ?? e.Namespace, name) is var item
        && (subjects.Contains(item) || (context.State.WorkloadOf(item) is { } workload && subjects.Contains(workload)));

    // What was not seen may be what is wrong.
    private static bool WasSeen(DiagnosisContext context)
    {
        var (state, scope) = (context.State, context.Scope.Namespace);
        if (!state.Listed<Pod>(scope) || !state.Listed<Deployment>(scope) || !state.Listed<Event>(scope) || !state.Listed<Service>(scope)) return false;
        return state.Series.Count > 0 || !context.Scope.AlertNames.Any(n => s_measured.Any(w => n.Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    private static bool WorkloadsAreGood(DiagnosisContext context)
    {
        var workloads = context.Workloads.Where(w => context.InScope(w.Reference.Namespace)).ToList();
        return workloads.Count > 0
            && !workloads.Exists(w => w.IsShort || w.Pods.Any(p => !PodFacts.IsReady(p) && !PodFacts.IsLeftOver(p)))
            && !workloads.SelectMany(w => w.Pods).SelectMany(ContainerFacts.Of).Any(c => c.Status.RestartCount > 0 && c.LastEnd is { FinishedAt: not null } && context.IsCurrent(c))
            && !workloads.Exists(w => Complains(w, context));
    }

    // Errors in words that are not known are errors still.
    private static bool EndsInErrors(ContainerLog log, DiagnosisContext context) => !log.Previous
        && context.FreshLines.Of(log).TakeLast(LastLines).Count(ErrorLevel.IsOf) >= LeastCount;

    private static bool Complains(WorkloadFacts workload, DiagnosisContext context) =>
        context.LogFindings.Of(workload).Any(m => !m.Log.Previous && m is { Count: >= LeastCount, Position: > 0.7 })
        || workload.Pods.SelectMany(context.State.LogsOf).Any(log => EndsInErrors(log, context))
        || FailedRequests.Unknown(workload, context) is not null
        || FailedRequests.Failing(workload, context) is not null;
}
