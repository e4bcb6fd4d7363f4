using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Routes that lead to a Service that exists but is the wrong one: a client calls a Service that none of its addresses
/// names, and names another one twice. Of an entry point this is a misrouted gateway, of others a wrong address.
/// </summary>
public sealed class MisrouteDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.GatewayMisroute, CauseCode.ServiceAddressWrong];

    /// <inheritdoc/>
    public string Decides => "By its configuration a client reaches one Service by two routes, and one that it is known to call by none.";

    /// <inheritdoc/>
    public string Remedy => "Let one of the two routes lead to the Service that none leads to.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var routes in context.Dependencies.Addresses.Where(a => a.Address.IsClusterName).GroupBy(a => a.Workload))
        {
            var doubled = routes.GroupBy(r => r.Address).FirstOrDefault(g => g.Select(r => r.Variable).Distinct().Count() > 1);
            if (doubled is null || Unreached(routes.Key, [.. routes], context) is not { } missing) continue;
            var entry = !context.Dependencies.ClientsOf(routes.Key).Any();
            yield return new Finding
            {
                Cause = entry ? CauseCode.GatewayMisroute : CauseCode.ServiceAddressWrong,
                Object = routes.Key,
                Summary = $"{routes.Key} routes to {doubled.Key.Host} what should go to {missing.Name}.",
                Confidence = 0.85,
                Citations = Cite.All([.. doubled.Select(r => Cite.Field(r.Source, r.Path)), Cite.Field(missing, "metadata.name")]),
                Remedy = new Remedy($"Let one of the routes lead to {missing.Name}.", [Kubectl.Edit(doubled.First().Source.Reference)]),
            };
        }
    }

    private static Service? Unreached(ObjectReference client, IReadOnlyList<ConfiguredAddress> routes, DiagnosisContext context) =>
        context.State.All<Service>().FirstOrDefault(s => s.Namespace == client.Namespace
            && context.State.Calls.Any(c => c.Client == client.Name && c.Server == s.Name)
            && !routes.Any(r => r.Address.FirstLabel == s.Name));
}
