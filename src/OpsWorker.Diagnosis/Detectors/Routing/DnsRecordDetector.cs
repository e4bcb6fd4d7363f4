using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// One Service whose name does not resolve although the Service is there, while other names do: the DNS server answers that
/// there is no such name. A resolver that does not answer at all, and a client that asks another server than the
/// cluster's, are <see cref="DnsDetector"/>'s.
/// </summary>
public sealed class DnsRecordDetector : IDetector
{
    private static readonly string[] s_noSuchName =
        ["no such host", "Name or service not known", "ENOTFOUND", "NXDOMAIN", "Name does not resolve", "could not translate host name", "UnknownHostException", "could not resolve", "can't resolve", "server can't find"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.DnsResolutionFailure];

    /// <inheritdoc/>
    public string Decides => "The DNS server's configuration answers a Service's name otherwise, a check of it fails by name, or clients that resolve other names say that there is no such one.";

    /// <inheritdoc/>
    public string Remedy => "Let the cluster's DNS answer the Service's name again.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var complaints = context.Workloads
            .Select(w => (Client: w, Said: context.LogFindings.Best(w, CauseCode.DnsResolutionFailure)))
            .Where(c => c.Said is { Lasts: true } && IsNoSuchName(c.Said.Line) && !Bypasses(c.Client))
            .Select(c => (c.Client, c.Said, Lines: c.Client.Pods.SelectMany(context.State.LogsOf).SelectMany(l => l.Lines).Where(IsNoSuchName).ToList()))
            .ToList();
        foreach (var service in context.State.All<Service>().Where(s => s.Spec.Type != "ExternalName"))
        {
            // Who finds no name at all has another trouble.
            var about = complaints.Where(c => c.Lines.TrueForAll(l => ServiceName.IsIn(l, service.Name, service.Namespace))).ToList();
            if (about.Count == 0 || context.State.Probes.Any(p => p.Ok && IsBy(p, service))) continue;
            var failed = context.State.Probes.FirstOrDefault(p => !p.Ok && IsBy(p, service) && IsNoSuchName(p.Detail));
            var rule = Overridden(service, context);
            var confidence = rule is not null ? Certainty.Proved
                : failed is not null ? Certainty.Stated
                : about.Count > 1 || CallsOthers(about[0].Client, context) ? Certainty.Logged : 0;
            if (confidence > 0) yield return Find(service, confidence, [.. about.Select(a => a.Client.Reference)], [rule, failed is null ? null : Cite.Probe(failed), .. about.Take(3).Select(a => a.Said!.Quote())]);
        }
    }

    private static Finding Find(Service service, double confidence, IReadOnlyList<ObjectReference> clients, IEnumerable<Citation?> proof) => new()
    {
        Cause = CauseCode.DnsResolutionFailure,
        Object = service.Reference,
        Summary = $"The name of {service.Reference} does not resolve, although the Service is there.",
        Confidence = confidence,
        Citations = Cite.All(proof),
        Remedy = SafeRemedy.Of(
            "Let the cluster's DNS answer the name again.",
            [Kubectl.Get(new ObjectReference("ConfigMap", "kube-system", "coredns")), Kubectl.Get(service.Reference)]),
        Affects = clients,
    };

    // A template, a rewrite or a hosts entry of CoreDNS that names the Service.
    private static Citation? Overridden(Service service, DiagnosisContext context) =>
        (from map in context.State.All<ConfigMap>()
         where map.Namespace == "kube-system" && map.Data.ContainsKey("Corefile")
         where map.Data["Corefile"].Contains($"{service.Name}.{service.Namespace}", StringComparison.OrdinalIgnoreCase)
         select Cite.LineOf(map, "data[Corefile]", $"{service.Name}.{service.Namespace}")).FirstOrDefault();

    private static bool CallsOthers(WorkloadFacts client, DiagnosisContext context) => context.Dependencies.ServersOf(client.Reference).Count > 1;

    private static bool Bypasses(WorkloadFacts client) => client.Template?.Spec is { } pod && (pod.DnsPolicy is "None" or "Default" || pod.HostNetwork);

    private static bool IsNoSuchName(string? text) => text is not null && s_noSuchName.Any(w => text.Contains(w, StringComparison.Ordinal))
        && !text.Contains("Temporary failure", StringComparison.OrdinalIgnoreCase);

    private static bool IsBy(ProbeCheck check, Service service) => check.Target.Contains($"{service.Name}.{service.Namespace}", StringComparison.OrdinalIgnoreCase);
}
