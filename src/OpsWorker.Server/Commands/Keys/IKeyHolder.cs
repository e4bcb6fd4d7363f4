using OpsWorker.Pipeline.Access;

namespace OpsWorker.Server.Commands.Keys;

/// <summary>The place whose keys the commands manage: a running server, or the records themselves.</summary>
internal interface IKeyHolder
{
    Task<AddedKey> AddAsync(KeyRequest key, CancellationToken cancellationToken);

    Task<IReadOnlyList<ListedKey>> ListAsync(CancellationToken cancellationToken);

    Task RevokeAsync(string id, CancellationToken cancellationToken);

    Task<AddedKey> RotateAsync(string id, double? graceHours, CancellationToken cancellationToken);
}
