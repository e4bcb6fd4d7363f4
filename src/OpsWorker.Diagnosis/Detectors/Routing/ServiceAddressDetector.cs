using OpsWorker.Core.Findings;
using OpsWorker.Core.Settings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Clients that are configured with an address at which there is nothing: no such Service, or no such port of it. Dangling
/// addresses are common (optional features, things never installed), so a missing name alone is no proof: the client must
/// need a Service that none of its addresses leads to, or the name must be close to a Service's.
/// </summary>
public sealed class ServiceAddressDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceAddressWrong];

    /// <inheritdoc/>
    public string Decides => "A configured address names no port of its Service, or no Service, and the client reaches one that it needs by no other address.";

    /// <inheritdoc/>
    public string Remedy => "Set the variable to the address of a Service that exists.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        context.Dependencies.Addresses
            .Where(a => a.Address.IsClusterName && a.Kind != ConfigurationKind.Injected)
            .Select(a => Judge(a, context))
            .OfType<Finding>()
            .GroupBy(f => f.Object)
            .Select(g => g.MaxBy(f => f.Confidence)!);

    private static Finding? Judge(ConfiguredAddress address, DiagnosisContext context)
    {
        var ns = address.Address.NamespaceFrom(address.Workload.Namespace);
        if (address.ServiceIn(context.State) is { } service) return WrongPort(address, service, context);
        if (InNoNamespace(address, ns, context) is { } own)
        {
            return Find(context, address, $"names {address.Address.Host}, a namespace that does not exist", Certainty.Stated, own);
        }

        // The name of a workload is no mistake: then it is its Service that is missing.
        if (!context.State.Listed<Service>(ns) || context.Dependencies.Named(address.Address.FirstLabel).Any() || !AddressFacts.IsUsed(address, context)) return null;
        return Unreached(address, ns, context) is { } meant
            ? Find(
                context,
                address,
                $"names {address.Address.Host}, which does not exist, instead of {meant.Service.Name}",
                meant.Confidence,
                meant.Service)
            : Unresolved(address, context);
    }

    // No Service is close to it, and the client says that the name does not resolve.
    private static Finding? Unresolved(ConfiguredAddress address, DiagnosisContext context)
    {
        var client = context.Workloads.FirstOrDefault(w => w.Reference == address.Workload);
        if (client is null || context.LogFindings.Best(client, CauseCode.DnsResolutionFailure) is not { Lasts: true } said) return null;
        return ServiceName.IsIn(said.Line, address.Address.FirstLabel, address.Workload.Namespace)
            ? Find(context, address, $"names {address.Address.Host}, which does not exist", Certainty.Inferred, null, said.Quote())
            : null;
    }

    // The Service of that name in the client's own namespace, where the one that the address names is not there.
    private static Service? InNoNamespace(ConfiguredAddress address, string? ns, DiagnosisContext context) =>
        ns is not null && context.State.Listed<Namespace>(null) && context.State.Find<Namespace>(null, ns) is null
            ? context.State.Find<Service>(address.Workload.Namespace, address.Address.FirstLabel)
            : null;

    private static Finding? WrongPort(ConfiguredAddress address, Service service, DiagnosisContext context) =>
        address.Address.Port is { } port && service.Spec.Type != "ExternalName" && service.Spec.Ports.Count > 0
        && AddressFacts.MayBeWrong(address, service, context) && !service.Spec.Ports.Any(p => p.Port == port) && !Databases.Is(service)
            ? Find(context, address, $"names the port {port}, which {service.Reference} does not have", Certainty.Stated, service)
            : null;

    // The Service that the client should reach and that none of its addresses names.
    private static (Service Service, double Confidence)? Unreached(ConfiguredAddress address, string? ns, DiagnosisContext context)
    {
        var own = context.Dependencies.AddressesOf(address.Workload).Select(a => a.Address.FirstLabel).ToHashSet();
        var services = context.State.All<Service>().Where(s => s.Namespace == ns && !own.Contains(s.Name)).ToList();
        var needed = services.Where(s => context.State.Calls.Any(c => c.Client == address.Workload.Name && c.Server == s.Name)).ToList();
        if (needed.OrderBy(s => Distance(s, address)).FirstOrDefault() is { } close && (needed.Count == 1 || IsClose(close, address)))
        {
            return (close, IsClose(close, address) ? Certainty.Proved : Certainty.Logged);
        }

        return services.FirstOrDefault(s => IsClose(s, address)) is { } similar ? (similar, Certainty.Inferred) : null;
    }

    private static Finding Find(
        DiagnosisContext context,
        ConfiguredAddress address,
        string why,
        double confidence,
        Service? service,
        Citation? said = null) => new()
        {
            Cause = CauseCode.ServiceAddressWrong,
            Object = address.Workload,
            Summary = $"The configuration of {address.Workload} is wrong: {address.Variable} {why}.",
            Confidence = confidence,
            Citations = Cite.All(address.Quote(), Cite.Field(service, "spec.ports"), said),
            Remedy = SafeRemedy.Of(
                $"Set {address.Variable} to the address of {(service is null ? "a Service that exists" : $"the Service {service.Name}")}.",
                [
                    service is null ? Kubectl.List("services", address.Workload.Namespace) : Kubectl.Get(service.Reference),
                    Kubectl.Edit(address.Source.Reference),
                ]),
            Since = context.MadeLately(address.Source),
            Affects = [address.Workload],
        };

    private static bool IsClose(Service service, ConfiguredAddress address)
    {
        var (name, written) = (service.Name, address.Address.FirstLabel);
        if (name.Length < 4 || written.Length < 4) return false;
        return written.StartsWith(name, StringComparison.Ordinal) || name.StartsWith(written, StringComparison.Ordinal)
            || written.EndsWith(name, StringComparison.Ordinal) || name.EndsWith(written, StringComparison.Ordinal)
            || Distance(service, address) <= Math.Max(1, name.Length / 5);
    }

    private static int Distance(Service service, ConfiguredAddress address) => EditDistance.Between(service.Name, address.Address.FirstLabel);
}
