using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Core.Rules;

namespace OpsWorker.Pipeline.Tests.World;

internal sealed class CountedAlerts(IAlertStore inner, Effects effects) : IAlertStore
{
    public Task<Alert?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken)
    {
        effects.Pass("Alerts");
        return inner.GetAsync(organisation, id, cancellationToken);
    }

    public Task<bool> TryPutAsync(Alert alert, CancellationToken cancellationToken)
    {
        effects.Pass("Alerts");
        return inner.TryPutAsync(alert, cancellationToken);
    }

    public Task<Page<Alert>> ListAsync(
        OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        effects.Pass("Alerts");
        return inner.ListAsync(organisation, page, cancellationToken);
    }
}

internal sealed class CountedOutcomes(IAlertOutcomeStore inner, Effects effects) : IAlertOutcomeStore
{
    public Task<AlertOutcomeResult> TryStoreAsync(AlertOutcome outcome, CancellationToken cancellationToken)
    {
        effects.Pass("AlertOutcomes");
        return inner.TryStoreAsync(outcome, cancellationToken);
    }
}

internal sealed class CountedIncidents(IIncidentStore inner, Effects effects) : IIncidentStore
{
    public Task<Incident?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken)
    {
        effects.Pass("Incidents");
        return inner.GetAsync(organisation, id, cancellationToken);
    }

    public Task<IReadOnlyDictionary<string, Incident>> FindAsync(
        OrganisationId organisation, IReadOnlyCollection<string> correlationKeys, CancellationToken cancellationToken)
    {
        effects.Pass("Incidents");
        return inner.FindAsync(organisation, correlationKeys, cancellationToken);
    }

    public Task<bool> TryCreateAsync(Incident incident, CancellationToken cancellationToken)
    {
        effects.Pass("Incidents");
        return inner.TryCreateAsync(incident, cancellationToken);
    }

    public Task<bool> TryUpdateAsync(Incident incident, CancellationToken cancellationToken)
    {
        effects.Pass("Incidents");
        return inner.TryUpdateAsync(incident, cancellationToken);
    }

    public Task<Page<Incident>> ListAsync(
        OrganisationId organisation, PageRequest page, CancellationToken cancellationToken)
    {
        effects.Pass("Incidents");
        return inner.ListAsync(organisation, page, cancellationToken);
    }

    public Task<IReadOnlyList<Incident>> ListOpenAsync(
        OrganisationId organisation, int max, CancellationToken cancellationToken, Incident? after = null)
    {
        effects.Pass("Incidents");
        return inner.ListOpenAsync(organisation, max, cancellationToken, after);
    }
}

internal sealed class CountedRules(IRuleStore inner, Effects effects) : IRuleStore
{
    public Task<RuleSet?> GetLatestAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        effects.Pass("Rules");
        return inner.GetLatestAsync(organisation, cancellationToken);
    }

    public Task<bool> TryPutAsync(RuleSet rules, CancellationToken cancellationToken)
    {
        effects.Pass("Rules");
        return inner.TryPutAsync(rules, cancellationToken);
    }

    public Task<IReadOnlyList<RuleSet>> ListAsync(OrganisationId organisation, int max, CancellationToken cancellationToken)
    {
        effects.Pass("Rules");
        return inner.ListAsync(organisation, max, cancellationToken);
    }
}

internal sealed class CountedModelSpend(IModelSpendStore inner, Effects effects) : IModelSpendStore
{
    public Task<ModelSpend?> GetAsync(OrganisationId organisation, string period, CancellationToken cancellationToken)
    {
        effects.Pass("ModelSpend");
        return inner.GetAsync(organisation, period, cancellationToken);
    }

    public Task<bool> TryPutAsync(ModelSpend spend, CancellationToken cancellationToken)
    {
        effects.Pass("ModelSpend");
        return inner.TryPutAsync(spend, cancellationToken);
    }
}

internal sealed class CountedClusters(IClusterStore inner, Effects effects) : IClusterStore
{
    public Task<Cluster?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken)
    {
        effects.Pass("Clusters");
        return inner.GetAsync(organisation, id, cancellationToken);
    }

    public Task<Cluster?> FindAsync(string id, CancellationToken cancellationToken)
    {
        effects.Pass("Clusters");
        return inner.FindAsync(id, cancellationToken);
    }

    public Task<bool> TryCreateAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        effects.Pass("Clusters");
        return inner.TryCreateAsync(cluster, cancellationToken);
    }

    public Task<bool> TryUpdateAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        effects.Pass("Clusters");
        return inner.TryUpdateAsync(cluster, cancellationToken);
    }

    public Task<IReadOnlyList<Cluster>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        effects.Pass("Clusters");
        return inner.ListAsync(organisation, cancellationToken);
    }

    public Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken)
    {
        effects.Pass("Clusters");
        return inner.RemoveAsync(organisation, id, cancellationToken);
    }
}
