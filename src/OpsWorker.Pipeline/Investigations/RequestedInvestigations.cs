using OpsWorker.Core.Access;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Audit;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;
using OpsWorker.Core.Rules;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Rules;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// Investigates a namespace or an object because a person asks, without an alert of a monitoring system. Its incident is resolved from the
/// beginning: nothing joins it, and it is investigated once.
/// </summary>
public sealed class RequestedInvestigations(
    IAlertStore alerts,
    IIncidentStore incidents,
    IClusterStore clusters,
    Attempts attempts,
    AccessGuard access,
    AuditLog audit,
    TimeProvider time)
{
    private const string RuleId = "requested";

    /// <summary>Starts the investigation, and returns its incident.</summary>
    /// <exception cref="UnknownClusterException">The cluster is not registered, or it has to be named.</exception>
    /// <exception cref="AccessDeniedException">The principal may not start investigations.</exception>
    public async Task<Incident> StartAsync(Principal principal, InvestigationTarget target, CancellationToken cancellationToken)
    {
        await access.DemandAsync(principal, AccessScope.Investigate, target.ToString());
        var cluster = Choose(target.Cluster, await clusters.ListAsync(principal.Organisation, cancellationToken));
        var now = time.GetUtcNow();
        var alert = RequestedAlert.Create(principal.Organisation, target with { Cluster = cluster.Name }, now) with
        {
            Workspace = principal.Workspace,
        };
        var incident = IncidentOf(alert, cluster, principal, now);
        alert = alert with { Status = AlertStatus.Resolved, EndsAt = now, IncidentId = incident.Id };
        await alerts.TryPutAsync(alert, cancellationToken);
        await incidents.TryCreateAsync(incident, cancellationToken);
        await attempts.FollowAsync(before: null, incident, isRepeated: false, cancellationToken);
        await audit.RecordAsync(principal, AuditActions.InvestigationStart, incident.Id, $"{target} in cluster {cluster.Name}");
        return incident;
    }

    private static Incident IncidentOf(Alert alert, Cluster cluster, Principal principal, DateTimeOffset now)
    {
        var decision = new RuleDecision { Action = RuleAction.Investigate, DecidedBy = RuleId };
        var correlation = Correlation.ByTopology(alert, cluster.Id) with { Key = alert.Id, Aliases = [] };
        var opened = IncidentChanges.Open(alert, correlation, decision, new AlertCluster(cluster.Id, cluster.Name), now);
        return AttemptPolicy.Started(opened with
        {
            Status = IncidentStatus.Resolved,
            ResolvedAt = now,
            Alerts = [.. opened.Alerts.Select(entry => entry with { Status = AlertStatus.Resolved, EndsAt = now })],
            NextAttempt = new AttemptRequest(AttemptReason.Requested, now, principal.Actor.ToString()),
        });
    }

    private static Cluster Choose(string? name, IReadOnlyList<Cluster> registered)
    {
        var names = registered.Count == 0 ? "none is registered" : string.Join(", ", registered.Take(20).Select(cluster => cluster.Name));
        if (name is null && registered is [var only]) return only;
        if (name is null) throw new UnknownClusterException($"The cluster has to be named: {names}.");
        return registered.FirstOrDefault(cluster => cluster.Name == name || cluster.Id == name)
            ?? throw new UnknownClusterException($"There is no cluster {name}: {names}.");
    }
}
