using OpsWorker.Core;

namespace OpsWorker.Server.Hosting;

/// <summary>The keys of an organisation that was just created; they are shown once.</summary>
internal sealed record NewKeys(string WebhookKey, string ApiKey);

/// <summary>Makes the one organisation of an embedded server.</summary>
internal static class FirstStart
{
    /// <summary>The organisation, and its keys where this is the first start.</summary>
    public static async Task<(Organisation Organisation, NewKeys? Keys)> EnsureOrganisationAsync(
        IOrganisationStore organisations, TimeProvider time, CancellationToken cancellationToken)
    {
        var existing = await organisations.ListAsync(new PageRequest(1), cancellationToken);
        if (existing.Items is [var organisation, ..]) return (organisation, null);

        var now = time.GetUtcNow();
        organisation = new Organisation { Id = new OrganisationId(Identifier.New("org")), Name = "default", CreatedAt = now };
        var webhook = AccessKeys.Create(organisation.Id, AccessKeyKind.Webhook, now);
        var api = AccessKeys.Create(organisation.Id, AccessKeyKind.Api, now);

        // The organisation comes last: should the process die before, the next start makes new keys and shows those.
        await organisations.AddKeyAsync(webhook.Record, cancellationToken);
        await organisations.AddKeyAsync(api.Record, cancellationToken);
        await organisations.TryCreateAsync(organisation, cancellationToken);
        return (organisation, new NewKeys(webhook.Key, api.Key));
    }
}
