namespace OpsWorker.Core.Commands;

/// <summary>Stores commands with optimistic concurrency.</summary>
public interface ICommandStore
{
    /// <summary>Maximum number of open commands of an organisation that a listing returns.</summary>
    const int MaxOpen = 500;

    /// <summary>A time within which every command ends.</summary>
    static readonly TimeSpan LongestOpen = 3 * ClusterCommand.Lifetime;

    /// <summary>The command, or null; also null where it is another organisation's.</summary>
    Task<ClusterCommand?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken);

    /// <summary>Stores a new command; false where its id is taken.</summary>
    Task<bool> TryCreateAsync(ClusterCommand command, CancellationToken cancellationToken);

    /// <summary>Stores a change; false where the stored version is not <c>command.Version - 1</c>.</summary>
    Task<bool> TryUpdateAsync(ClusterCommand command, CancellationToken cancellationToken);

    /// <summary>The organisation's commands, by time of request, newest first.</summary>
    Task<Page<ClusterCommand>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken);

    /// <summary>
    /// The organisation's open commands, oldest first, at most <see cref="MaxOpen"/>; of those that were requested longer than
    /// <see cref="LongestOpen"/> ago none, since none is open for so long. One that was stored within the last seconds may be missing.
    /// </summary>
    Task<IReadOnlyList<ClusterCommand>> ListOpenAsync(OrganisationId organisation, CancellationToken cancellationToken);
}
