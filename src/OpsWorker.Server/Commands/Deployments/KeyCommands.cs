using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Audit;
using OpsWorker.Pipeline.Access;
using OpsWorker.Pipeline.Audit;
using OpsWorker.Server.Commands.Keys;

namespace OpsWorker.Server.Commands.Deployments;

/// <summary>Adds, lists and rotates keys of an organisation, and ends them.</summary>
internal static class KeyCommands
{
    private const string IdPrefix = "key_";

    /// <summary>The name of these commands in the audit log.</summary>
    public const string Subject = "aws";

    public static async Task<int> AddAsync(
        AwsDeployment deployment, string organisation, KeyRequest key, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(deployment, organisation, cancellationToken);
        KeyOutput.WriteAdded(Console.Out, await keys.AddAsync(key, cancellationToken), deployment.AsJson);
        return ExitCodes.Success;
    }

    public static async Task<int> ListAsync(AwsDeployment deployment, string organisation, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(deployment, organisation, cancellationToken);
        KeyOutput.WriteList(Console.Out, await keys.ListAsync(cancellationToken), deployment.AsJson);
        return ExitCodes.Success;
    }

    public static async Task<int> RotateAsync(
        AwsDeployment deployment, string organisation, string id, double? graceHours, CancellationToken cancellationToken)
    {
        var keys = await KeysAsync(deployment, organisation, cancellationToken);
        KeyOutput.WriteAdded(Console.Out, await keys.RotateAsync(id, graceHours, cancellationToken), deployment.AsJson);
        return ExitCodes.Success;
    }

    public static async Task<int> ExpireAsync(
        AwsDeployment deployment, string key, string? organisation, double afterHours, CancellationToken cancellationToken)
    {
        if (!(afterHours >= 0 && afterHours <= KeyLifecycle.MaxGrace.TotalHours))
        {
            throw new UserErrorException($"--after-hours must be from 0 to {KeyLifecycle.MaxGrace.TotalHours}.");
        }

        var (owner, id) = await FindAsync(deployment, key, organisation, cancellationToken);
        var at = deployment.Time.GetUtcNow() + TimeSpan.FromHours(afterHours);
        if (!await deployment.Keys.ExpireAsync(owner, id, at, cancellationToken))
        {
            throw new UserErrorException($"Organisation {owner} has no key {id}.");
        }

        var log = new AuditLog(deployment.Audit, deployment.Time);
        await log.RecordAsync(new Principal(owner, Subject, AccessRole.Admin), AuditActions.KeyRevoke, id, $"from {at:u} on");
        Console.Out.WriteLine(deployment.AsJson
            ? JsonSerializer.Serialize(new ExpiredKey(id, at), DeploymentJson.Default.ExpiredKey)
            : $"Key {id} of {owner} is worthless from {at:u} on.");
        return ExitCodes.Success;
    }

    private static async Task<StoredKeys> KeysAsync(AwsDeployment deployment, string id, CancellationToken cancellationToken)
    {
        var organisation = await deployment.Organisations.GetAsync(new OrganisationId(id), cancellationToken)
            ?? throw new UserErrorException(
                $"There is no organisation {id}; `opsworker aws organisation list` shows those that are there.");
        return new StoredKeys(deployment.Keys, deployment.Audit, deployment.Time, organisation.Id, Subject);
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

        var record = await deployment.Keys.FindAsync(AccessKeys.Hash(key), cancellationToken)
            ?? throw new UserErrorException("KEY is not a key that works, nor the id of one.");
        return (record.Organisation, record.Id);
    }
}
