using System.Text.Json;
using OpsWorker.Core;

namespace OpsWorker.Server.Commands.Deployments;

/// <summary>Adds keys to an organisation and ends them; both together rotate a key.</summary>
internal static class KeyCommands
{
    private const double MaxHours = 720;
    private const string IdPrefix = "key_";

    public static async Task<int> AddAsync(
        AwsDeployment deployment, string organisationId, AccessKeyKind kind, CancellationToken cancellationToken)
    {
        if (kind == AccessKeyKind.Cluster)
        {
            throw new UserErrorException("A cluster's token is made by `opsworker cluster add` and `opsworker cluster rotate-token`.");
        }

        var organisation = await deployment.Organisations.GetAsync(new OrganisationId(organisationId), cancellationToken)
            ?? throw new UserErrorException(
                $"There is no organisation {organisationId}; `opsworker aws organisation list` shows those that are there.");
        var (key, record) = AccessKeys.Create(organisation.Id, kind, deployment.Time.GetUtcNow());
        await deployment.Organisations.AddKeyAsync(record, cancellationToken);
        Console.Out.WriteLine(deployment.AsJson
            ? JsonSerializer.Serialize(new ShownKey(record.Id, key), DeploymentJson.Default.ShownKey)
            : $"Key {record.Id} of {organisation.Name}, shown once:\n  {key}");
        return ExitCodes.Success;
    }

    public static async Task<int> ExpireAsync(
        AwsDeployment deployment, string key, string? organisation, double afterHours, CancellationToken cancellationToken)
    {
        if (!(afterHours >= 0 && afterHours <= MaxHours))
        {
            throw new UserErrorException($"--after-hours must be from 0 to {MaxHours}.");
        }

        var (owner, id) = await FindAsync(deployment, key, organisation, cancellationToken);
        var at = deployment.Time.GetUtcNow() + TimeSpan.FromHours(afterHours);
        if (!await deployment.Organisations.ExpireKeyAsync(owner, id, at, cancellationToken))
        {
            throw new UserErrorException($"Organisation {owner} has no key {id}.");
        }

        Console.Out.WriteLine(deployment.AsJson
            ? JsonSerializer.Serialize(new ExpiredKey(id, at), DeploymentJson.Default.ExpiredKey)
            : $"Key {id} of {owner} is worthless from {at:u} on.");
        return ExitCodes.Success;
    }

    // An argument that is neither is not repeated: it may be a key with a character missing.
    private static async Task<(OrganisationId Owner, string Id)> FindAsync(
        AwsDeployment deployment, string key, string? organisation, CancellationToken cancellationToken)
    {
        if (key.StartsWith(IdPrefix, StringComparison.Ordinal))
        {
            return organisation is not null
                ? (new OrganisationId(organisation), key)
                : throw new UserErrorException("Whose key is it? Give --organisation with the id of a key.");
        }

        var record = await deployment.Organisations.FindKeyAsync(AccessKeys.Hash(key), cancellationToken)
            ?? throw new UserErrorException("KEY is not a key that works, nor the id of one.");
        return (record.Organisation, record.Id);
    }
}
