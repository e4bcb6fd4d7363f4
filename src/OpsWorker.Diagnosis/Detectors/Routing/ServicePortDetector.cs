using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Services that lead to a port on which the pods do not listen, or with another transport protocol than the pods'.
/// A container may listen on ports that it does not declare: a number that is not declared counts only where the pods
/// declare others, and where no probe of theirs uses it.
/// </summary>
public sealed class ServicePortDetector : IDetector
{
    private const string Advice = "Set the Service's port and protocol to those of the pods.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServicePortMismatch, CauseCode.ServiceProtocolMismatch];

    /// <inheritdoc/>
    public string Decides => "A Service's target port is no port of its pods, by name or number, or has another protocol than theirs.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var service in context.State.All<Service>())
        {
            var workload = context.Workloads.FirstOrDefault(w => DependencyGraph.IsBehind(service, w));
            var containers = workload?.Template?.Spec.Containers;
            if (containers is null || containers.All(c => c.Ports.Count == 0)) continue;
            foreach (var port in service.Spec.Ports)
            {
                if (Judge(service, port, workload!, containers, context) is { } finding) yield return finding;
            }
        }
    }

    private static Finding? Judge(
        Service service, ServicePort port, WorkloadFacts workload, IReadOnlyList<Container> containers, DiagnosisContext context)
    {
        var fails = context.State.Probes.FirstOrDefault(p => !p.Ok && IsAbout(p, service, port));
        var works = fails is null && context.State.Probes.Any(p => p.Ok && IsAbout(p, service, port));
        if (works) return null;
        var declared = containers.SelectMany(c => c.Ports).ToList();
        var target = port.TargetPort ?? new IntOrString(port.Port, null);
        var matching = declared.Where(p => target.Text is { } name ? p.Name == name : p.Number == target.Number).ToList();
        if (matching.Count == 0 && !IsProbed(target, containers))
        {
            var sure = target.Text is not null ? Certainty.Proved : fails is not null ? Certainty.Stated : Certainty.Inferred;
            var numbers = string.Join(", ", declared.Select(p => p.Number).Distinct());
            return Find(service, workload, CauseCode.ServicePortMismatch,
                $"has the targetPort {target}, which its pods do not declare ({numbers})", sure, fails);
        }

        if (matching.Count > 0 && matching.All(p => Protocol(p.Protocol) != Protocol(port.Protocol)))
        {
            var why = $"has the protocol {Protocol(port.Protocol)} on port {port.Port}, and its pods {Protocol(matching[0].Protocol)}";
            return Find(service, workload, CauseCode.ServiceProtocolMismatch, why,
                fails is not null ? Certainty.Proved : Certainty.Logged, fails);
        }

        return Elsewhere(service, target, workload, fails, context);
    }

    // The pods declare the port, and the server in them says that it listens on another one.
    private static Finding? Elsewhere(Service service, IntOrString target, WorkloadFacts workload, ProbeCheck? fails,
        DiagnosisContext context)
    {
        if (target.Number is not { } number || !workload.Pods.Any(PodFacts.IsReady)) return null;
        var said = ListeningPort.Of(workload, context);
        if (said.Count == 0 || said.Any(s => s.Port == number)) return null;
        var missed = context.Dependencies.ClientsOf(workload.Reference)
            .Any(c => context.Workloads.FirstOrDefault(w => w.Reference == c) is { } client
            && context.LogFindings.Best(client, CauseCode.DependencyUnavailable) is { Lasts: true } match && Names(match.Line, service));
        return fails is null && !missed ? null : Find(
            service, workload, CauseCode.ServicePortMismatch, $"has the targetPort {number}, and its pods listen on {said[^1].Port}",
                fails is not null ? Certainty.Stated : Certainty.Logged, fails, said[^1].Quote);
    }

    private static bool Names(string line, Service service) => line.Contains(service.Name, StringComparison.OrdinalIgnoreCase)
        || (service.Spec.ClusterIP is { Length: > 6 } address && line.Contains(address, StringComparison.Ordinal));

    private static Finding Find(
        Service service, WorkloadFacts workload, CauseCode code, string why, double confidence, ProbeCheck? fails,
            Citation? said = null) => new()
            {
                Cause = code,
                Object = service.Reference,
                Summary = $"{service.Reference} {why}.",
                Confidence = confidence,
                Citations = Cite.All(
                Cite.Field(service, "spec.ports"),
                Cite.Field(workload.Item ?? workload.Pods[0], $"{workload.SpecPath}.containers[0].ports"),
                said,
                fails is null ? null : Cite.Probe(fails)),
                Remedy = SafeRemedy.Of(Advice, [Kubectl.Edit(service.Reference)]),
                Affects = [workload.Reference],
            };

    private static bool IsProbed(IntOrString target, IReadOnlyList<Container> containers) =>
        target.Number is { } number && containers
            .SelectMany(c => new[] { c.ReadinessProbe, c.LivenessProbe, c.StartupProbe })
            .Any(p => p?.Grpc?.Port == number || p?.TcpSocket?.Port.Number == number || p?.HttpGet?.Port.Number == number);

    private static bool IsAbout(ProbeCheck check, Service service, ServicePort port) =>
        Infrastructure.ProbeTarget.Of(check) is { } target && target.Port == port.Port
        && (target.Host == service.Spec.ClusterIP
            || target.Host.Equals(service.Name, StringComparison.OrdinalIgnoreCase)
            || target.Host.StartsWith($"{service.Name}.{service.Namespace}", StringComparison.OrdinalIgnoreCase));

    private static string Protocol(string? protocol) => string.IsNullOrEmpty(protocol) ? "TCP" : protocol;
}
