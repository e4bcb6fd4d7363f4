using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Server.Hosting;

/// <summary>The keys of an organisation that was just created; they are shown once.</summary>
internal sealed record NewKeys(string WebhookKey, string ApiKey);

/// <summary>Makes the one organisation of an embedded server.</summary>
internal static class FirstStart
{
    /// <summary>The organisation, and its keys where this is the first start.</summary>
    public static async Task<(Organisation Organisation, NewKeys? Keys)> EnsureOrganisationAsync(
        IOrganisationStore organisations, IKeyStore keys, TimeProvider time, CancellationToken cancellationToken)
    {
        var existing = await organisations.ListAsync(new PageRequest(1), cancellationToken);
        if (existing.Items is [var organisation, ..]) return (organisation, null);

        var created = await NewOrganisation.CreateAsync(organisations, keys, "default", "UTC", time.GetUtcNow(), cancellationToken);
        return (created.Organisation, new NewKeys(created.WebhookKey, created.ApiKey));
    }
}
