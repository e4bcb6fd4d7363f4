using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>A probe that fails now, or that got its container restarted.</summary>
/// <param name="Container">The container.</param>
/// <param name="Kind"><c>liveness</c>, <c>readiness</c> or <c>startup</c>.</param>
/// <param name="Probe">The probe.</param>
/// <param name="Said">What the kubelet last said about it; null where nothing was recorded.</param>
internal sealed record ProbeFailure(ContainerFacts Container, string Kind, Probe Probe, Event? Said)
{
    /// <summary>The probe's field in the container.</summary>
    public string Field => Kind + "Probe";

    /// <summary>What the probe was answered; empty where nothing was recorded.</summary>
    public string Text => Said?.Text ?? "";

    /// <summary>
    /// The failing probes. A liveness or start-up probe counts once it restarted the container, a readiness probe while
    /// the container runs and is not ready: what fails for a moment while a container starts is how probes work.
    /// </summary>
    public static IEnumerable<ProbeFailure> Of(ContainerFacts container, DiagnosisContext context)
    {
        if (container.Status.RestartCount > 0)
        {
            if (Find(container, "startup", container.Spec!.StartupProbe, context) is { } startup) yield return startup;
            if (Find(container, "liveness", container.Spec.LivenessProbe, context) is { } liveness) yield return liveness;
        }

        if (!container.Status.Ready && container.Status.State.Running is not null
            && Find(container, "readiness", container.Spec!.ReadinessProbe, context) is { } readiness)
        {
            yield return readiness;
        }
    }

    // Events are kept for an hour: of a container that runs and never was ready none may be left.
    private static bool IsSilent(ContainerFacts container, string kind, DiagnosisContext context) => kind == "readiness"
        && container.Status.RestartCount == 0 && !context.State.EventsOf(container.Pod.Reference).Any();

    private static ProbeFailure? Find(ContainerFacts container, string kind, Probe? probe, DiagnosisContext context)
    {
        if (probe is null) return null;
        var said = context.State.EventsOf(container.Pod.Reference)
            .Where(e => e.Reason == "Unhealthy" && e.Text.StartsWith(kind, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(e => e.LastAt)
            .FirstOrDefault();
        return said is null && !IsSilent(container, kind, context) ? null : new ProbeFailure(container, kind, probe, said);
    }
}
