using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Logs;

/// <summary>A line in the log of a container that crashes again and again, or that runs and is not ready.</summary>
/// <param name="Workload">The container's workload.</param>
/// <param name="Container">The container.</param>
/// <param name="Log">Its log, of this run or of the one before.</param>
/// <param name="Line">The last of its lines that is such.</param>
internal sealed record FailingLine(WorkloadFacts Workload, ContainerFacts Container, ContainerLog Log, string Line)
{
    /// <summary>
    /// Such a line of each workload that has one. What a container says that works, or that works again, is not looked at: it lives
    /// with it.
    /// </summary>
    public static IEnumerable<FailingLine> Of(DiagnosisContext context, Func<ContainerFacts, string, bool> isSuch) =>
        context.Workloads.Select(w => In(w, context, isSuch)).OfType<FailingLine>();

    /// <summary>A finding about the container's workload that quotes the line.</summary>
    /// <param name="code">The cause.</param>
    /// <param name="why">A clause that says why the container fails.</param>
    /// <param name="confidence">How sure that is.</param>
    /// <param name="remedy">What to do.</param>
    /// <param name="context">The context.</param>
    /// <param name="more">Further evidence.</param>
    public Finding Find(
        CauseCode code, string why, double confidence, Remedy remedy, DiagnosisContext context, params Citation?[] more) => new()
        {
            Cause = code,
            Object = Workload.Reference,
            Summary = $"The container {Container.Status.Name} of {Workload.Reference} does not work: {why}.",
            Confidence = confidence,
            Citations = Cite.All([
                Cite.Line(Log, Line), .. more, Cite.Field(Container.Pod, Container.LastEndPath, Container.LastEnd?.FinishedAt)]),
            Remedy = remedy,
            Since = FailureOnset.Of(Container, context),
        };

    /// <summary>Shows what the container wrote, of the run in which the line stands.</summary>
    public KubectlCommand Show() => Kubectl.Logs(Container.Pod.Reference, Container.Status.Name, Log.Previous);

    // Of a pod with such a container the others count as well: what a sidecar does not get, the application lacks.
    private static FailingLine? In(WorkloadFacts workload, DiagnosisContext context, Func<ContainerFacts, string, bool> isSuch)
    {
        var pods = workload.Pods.Select(p => ContainerFacts.Of(p).ToList()).Where(p => p.Exists(c => Fails(c, context)));
        foreach (var container in pods.SelectMany(p => p.OrderByDescending(c => Fails(c, context))))
        {
            foreach (var log in LogsOf(container, context))
            {
                var line = context.FreshLines.Of(log).LastOrDefault(l => isSuch(container, l));
                if (line is not null) return new FailingLine(workload, container, log, line);
            }
        }

        return null;
    }

    // The run that ended tells more than the one that has just begun.
    private static IEnumerable<ContainerLog> LogsOf(ContainerFacts container, DiagnosisContext context) =>
        container.LogsIn(context.State).OrderByDescending(l => l.Previous);

    private static bool Fails(ContainerFacts container, DiagnosisContext context) =>
        (container.IsCrashing && context.IsCurrent(container)) || container.Status is { Ready: false, State.Running: not null };
}
