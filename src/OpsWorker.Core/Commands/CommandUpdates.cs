namespace OpsWorker.Core.Commands;

/// <summary>Updates commands under optimistic concurrency.</summary>
public static class CommandUpdates
{
    /// <summary>Applies a change to the stored command, and applies it again after a concurrent update.</summary>
    /// <param name="commands">The store.</param>
    /// <param name="organisation">The organisation.</param>
    /// <param name="id">The command.</param>
    /// <param name="change">Maps the stored command to the new one, or to null for no change; may be called more than once.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The stored command, and true if it was changed; null if there is none.</returns>
    public static async Task<(ClusterCommand? Command, bool IsChanged)> UpdateAsync(
        this ICommandStore commands,
        OrganisationId organisation,
        string id,
        Func<ClusterCommand, ClusterCommand?> change,
        CancellationToken cancellationToken)
    {
        while (await commands.GetAsync(organisation, id, cancellationToken) is { } current)
        {
            if (change(current) is not { } changed) return (current, false);
            changed = changed with { Version = current.Version + 1 };
            if (await commands.TryUpdateAsync(changed, cancellationToken)) return (changed, true);
        }

        return (null, false);
    }
}
