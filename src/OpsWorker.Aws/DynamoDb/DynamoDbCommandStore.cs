using OpsWorker.Core;
using OpsWorker.Core.Commands;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Commands in the table.</summary>
public sealed class DynamoDbCommandStore(RecordTable table, TimeProvider time) : ICommandStore
{
    /// <inheritdoc/>
    public async Task<ClusterCommand?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Command(organisation, id), cancellationToken) is { } item
            ? await ReadAsync(organisation, item, cancellationToken)
            : null;

    /// <inheritdoc/>
    public async Task<bool> TryCreateAsync(ClusterCommand command, CancellationToken cancellationToken) =>
        await table.TryPutAsync(await ItemAsync(command, cancellationToken), RecordCondition.IsNew, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> TryUpdateAsync(ClusterCommand command, CancellationToken cancellationToken) =>
        await table.TryPutAsync(
            await ItemAsync(command, cancellationToken), RecordCondition.VersionIs(command.Version - 1), cancellationToken);

    /// <inheritdoc/>
    public Task<Page<ClusterCommand>> ListAsync(OrganisationId organisation, PageRequest page, CancellationToken cancellationToken) =>
        table.ListNewestAsync(Listing(organisation), page, cancellationToken)
            .SelectAsync(item => ReadAsync(organisation, item, cancellationToken));

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ClusterCommand>> ListOpenAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        var open = new List<ClusterCommand>();
        var since = new TimeRange(time.GetUtcNow() - ICommandStore.LongestOpen, DateTimeOffset.MaxValue);
        var page = new PageRequest(PageRequest.MaxLimit, Within: since);
        do
        {
            var read = await ListAsync(organisation, page, cancellationToken);
            open.AddRange(read.Items.Where(command => command.IsOpen));
            page = page with { Token = read.NextToken };
        }
        while (page.Token is not null);
        open.Reverse();
        return [.. open.Take(ICommandStore.MaxOpen)];
    }

    private static string Listing(OrganisationId organisation) => $"commands#{organisation}";

    private Task<ClusterCommand> ReadAsync(OrganisationId organisation, Item item, CancellationToken cancellationToken) =>
        table.Documents.ReadAsync(organisation, item, CoreJson.Default.ClusterCommand, cancellationToken);

    private async Task<Item> ItemAsync(ClusterCommand command, CancellationToken cancellationToken)
    {
        var key = RecordKey.Command(command.Organisation, command.Id);
        var item = await table.Documents.ToItemAsync(
            key, command.Organisation, command, CoreJson.Default.ClusterCommand, cancellationToken);
        return item
            .ListedIn(Listing(command.Organisation), RecordListing.SortKey(command.Requested.At, command.Id))
            .ExpiresAt(command.Requested.At + table.Retention)
            .WithVersion(command.Version);
    }
}
