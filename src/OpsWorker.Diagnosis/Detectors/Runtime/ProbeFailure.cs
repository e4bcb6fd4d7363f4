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
    // Probes and the end of a container are not exact to the second: a margin on either side.
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan s_events = TimeSpan.FromMinutes(5);

    // The default of terminationGracePeriodSeconds.
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(30);

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

    // Events are kept for an hour: of a container that runs and never was ready none may be left, nor of one that the
    // kubelet ended.
    private static bool IsSilent(ContainerFacts container, string kind, Probe probe, DiagnosisContext context) =>
        !context.State.EventsOf(container.Pod.Reference).Any() && kind switch
        {
            "readiness" => container.Status.RestartCount == 0,
            "liveness" => container.Spec!.StartupProbe is null && IsEnded(container, probe) && context.IsCurrent(container),
            _ => false,
        };

    /// <summary>
    /// True where the kubelet ended the container's last run: by SIGTERM, or after as long as the probe waits; for as long again as
    /// pods are usually given to end, it waits before it sends SIGKILL.
    /// </summary>
    public static bool IsEnded(ContainerFacts container, Probe probe)
    {
        if (container.LastEnd is not { Reason: not "OOMKilled" } end) return false;
        if (end.ExitCode == 143) return true;
        var lived = end.FinishedAt - end.StartedAt;
        return lived >= Patience(probe) - s_tick && lived <= Patience(probe) + (end.ExitCode == 137 ? s_grace + s_tick : s_tick);
    }

    /// <summary>
    /// True where the kubelet ended the container's last run for its liveness probe: SIGTERM and SIGKILL leave 143 and 137; a program that
    /// ends in order at SIGTERM may leave anything, and then the kubelet says about that time that it kills.
    /// </summary>
    public static bool IsKilled(ContainerFacts container, DiagnosisContext context) =>
        container.LastEnd is { Reason: not "OOMKilled" } end
        && (end.ExitCode is 137 or 143
            || context.State.EventsOf(container.Pod.Reference).Any(e => IsKill(e, container) && IsOfEnd(e, end.FinishedAt)));

    private static bool IsKill(Event said, ContainerFacts container) => said.Reason is "Killing" or "Unhealthy"
        && said.Text.Contains("liveness probe, will be restarted", StringComparison.OrdinalIgnoreCase)
        && said.Text.Contains(container.Status.Name, StringComparison.Ordinal);

    // Of events that repeat, the kubelet sends one in five minutes.
    private static bool IsOfEnd(Event said, DateTimeOffset? end) => !(said.LastAt < end - s_events);

    /// <summary>The time from the container's start after which the kubelet acts on failing probes; with the API's defaults.</summary>
    public static TimeSpan Patience(Probe probe) =>
        TimeSpan.FromSeconds((probe.InitialDelaySeconds ?? 0) + ((probe.FailureThreshold ?? 3) * (probe.PeriodSeconds ?? 10)));

    private static ProbeFailure? Find(ContainerFacts container, string kind, Probe? probe, DiagnosisContext context)
    {
        if (probe is null) return null;
        var said = context.State.EventsOf(container.Pod.Reference)
            .Where(e => e.Reason == "Unhealthy" && e.Text.StartsWith(kind, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(e => e.LastAt)
            .FirstOrDefault();
        return said is null && !IsSilent(container, kind, probe, context) ? null : new ProbeFailure(container, kind, probe, said);
    }
}
