using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Server.Hosting;

/// <summary>An organisation that was just created, and its first keys, which are shown once.</summary>
/// <param name="Organisation">The organisation.</param>
/// <param name="WebhookKey">The key that senders of alerts use.</param>
/// <param name="WebhookKeyId">Names it in lists and logs.</param>
/// <param name="ApiKey">The key that people and programs use.</param>
/// <param name="ApiKeyId">Names it in lists and logs.</param>
internal sealed record NewOrganisation(
    Organisation Organisation, string WebhookKey, string WebhookKeyId, string ApiKey, string ApiKeyId)
{
    /// <summary>Creates it. The organisation comes last: should the process die before, there are only keys that nobody knows.</summary>
    public static async Task<NewOrganisation> CreateAsync(
        IOrganisationStore organisations,
        IKeyStore keys,
        string name,
        string timeZone,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var organisation = new Organisation
        {
            Id = new OrganisationId(Identifier.New("org")),
            Name = name,
            TimeZone = timeZone,
            CreatedAt = now,
        };
        var webhook = AccessKeys.Create(organisation.Id, AccessKeyKind.Webhook, now);
        var api = AccessKeys.Create(organisation.Id, AccessKeyKind.Api, now);
        await keys.AddAsync(webhook.Record, cancellationToken);
        await keys.AddAsync(api.Record, cancellationToken);
        await organisations.TryPutAsync(organisation, cancellationToken);
        return new NewOrganisation(organisation, webhook.Key, webhook.Record.Id, api.Key, api.Record.Id);
    }
}
