using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Routes that lead to a Service that exists but is the wrong one: two routes lead to one Service, and none to another
/// one that by its name one of them is for, or that the client is known to call. Of an entry point this is a misrouted
/// gateway, of others a wrong address. Two names for one Service may be meant: it counts for little where nothing is
/// answered with 404 and no call is known.
/// </summary>
public sealed class MisrouteDetector : IDetector
{
    // Of a table with routes to so many Services one is at fault, not the gateway: it is the Service without requests that people know.
    private const int LargeTable = 10;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.GatewayMisroute, CauseCode.ServiceAddressWrong];

    /// <inheritdoc/>
    public string Decides => "Two routes of a gateway's configuration, or two addresses of a client's, lead to one Service, and none to one that a route is named for or that is known to be called.";

    /// <inheritdoc/>
    public string Remedy => "Let one of the two routes lead to the Service that none leads to.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var routes in GatewayRoute.All(context).GroupBy(r => r.Gateway))
        {
            var targets = routes.Select(r => r.Target).Concat(context.Dependencies.Addresses.Where(a => a.Workload == routes.Key).Select(a => a.Address.FirstLabel)).ToHashSet();
            var unreached = context.State.All<Service>().Where(s => s.Namespace == routes.Key.Namespace && !targets.Contains(s.Name)).ToList();
            if (unreached.Count == 0) continue;
            foreach (var doubled in routes.GroupBy(r => r.Target).Where(g => g.Select(r => r.Label).Distinct().Count() > 1))
            {
                if (Missing(routes.Key, [.. doubled], unreached, context) is not { } missing) continue;
                yield return Find(routes.Key, [.. doubled], missing, targets.Count >= LargeTable, context);
                break;
            }
        }
    }

    private static Finding Find(
        ObjectReference gateway, IReadOnlyList<GatewayRoute> doubled, Service missing, bool isLarge, DiagnosisContext context)
    {
        var entry = gateway.Kind == nameof(Ingress) || doubled.Any(r => r.Words is not null) || !context.Dependencies.ClientsOf(gateway).Any();
        var said = SaidBy(gateway, doubled, context);
        var called = IsCalled(gateway, missing, context);
        return new Finding
        {
            Cause = entry ? CauseCode.GatewayMisroute : CauseCode.ServiceAddressWrong,
            Object = isLarge && entry ? missing.Reference : gateway,
            Affects = isLarge && entry
                ? [gateway, .. context.Workloads.Where(w => DependencyGraph.IsBehind(missing, w)).Select(w => w.Reference)]
                : [],
            Summary = $"{gateway} routes to {doubled[0].Target} what should go to {missing.Name}.",
            Confidence = said is not null ? Certainty.Stated : called ? Certainty.Logged : Certainty.Incidental,
            Citations = Cite.All([.. doubled.Select(r => r.Quote()), Cite.Field(missing, "metadata.name"), said]),
            Remedy = SafeRemedy.Of($"Let one of the routes lead to {missing.Name}.", [Kubectl.Edit(doubled[0].Source.Reference)]),
        };
    }

    // The Service that one of the routes is named for; without such a one, the one that is called. Where several are, what
    // was read is not all that the client is configured with.
    private static Service? Missing(ObjectReference gateway, IReadOnlyList<GatewayRoute> doubled, List<Service> unreached, DiagnosisContext context)
    {
        var named = unreached.FirstOrDefault(s => doubled.Any(r => RouteLabel.Names(r.Label, s.Name) && !RouteLabel.Names(r.Label, r.Target)));
        return named ?? (unreached.Where(s => IsCalled(gateway, s, context)).Take(2).ToList() is [var only] ? only : null);
    }

    private static bool IsCalled(ObjectReference client, Service server, DiagnosisContext context) =>
        context.State.Calls.Any(c => c.Client == client.Name && c.Server == server.Name);

    // The gateway writes down what it was answered, and the server what it was wrongly asked.
    private static Citation? SaidBy(ObjectReference gateway, IReadOnlyList<GatewayRoute> doubled, DiagnosisContext context) => context.Workloads
        .Where(w => w.Reference == gateway || context.Dependencies.Named(doubled[0].Target).Contains(w))
        .Select(w => FailedRequests.Unknown(w, context))
        .FirstOrDefault(c => c is not null);
}
