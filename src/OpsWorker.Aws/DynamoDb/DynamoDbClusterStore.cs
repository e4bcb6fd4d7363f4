using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>
/// Clusters in the table. A second item of each cluster makes its name unique; both are written in one transaction.
/// </summary>
public sealed class DynamoDbClusterStore(RecordTable table) : IClusterStore
{
    /// <inheritdoc/>
    public async Task<Cluster?> GetAsync(OrganisationId organisation, string id, CancellationToken cancellationToken) =>
        await FindAsync(id, cancellationToken) is { } cluster && cluster.Organisation == organisation ? cluster : null;

    /// <inheritdoc/>
    public async Task<Cluster?> FindAsync(string id, CancellationToken cancellationToken) =>
        await table.GetAsync(RecordKey.Cluster(id), cancellationToken) is { } item ? Read(item) : null;

    /// <inheritdoc/>
    public Task<bool> TryCreateAsync(Cluster cluster, CancellationToken cancellationToken)
    {
        var name = RecordKey.ClusterName(cluster.Organisation, cluster.Name).ToItem().With(RecordSchema.Target, cluster.Id);
        return table.Transactions.TryWriteAsync(
            cancellationToken,
            table.Transactions.Put(ItemOf(cluster), RecordCondition.IsNew),
            table.Transactions.Put(name, RecordCondition.IsNew));
    }

    /// <inheritdoc/>
    public Task<bool> TryUpdateAsync(Cluster cluster, CancellationToken cancellationToken) => table.TryPutAsync(
        ItemOf(cluster),
        RecordCondition.VersionIs(cluster.Version - 1).And(RecordSchema.Organisation, cluster.Organisation.Value),
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>The index is eventually consistent: a cluster that was just added may be missing.</remarks>
    public async Task<IReadOnlyList<Cluster>> ListAsync(OrganisationId organisation, CancellationToken cancellationToken)
    {
        var request = new QueryRequest
        {
            IndexName = RecordSchema.Index,
            KeyConditionExpression = $"{RecordSchema.IndexPartitionKey} = :listing",
            ExpressionAttributeValues = new() { [":listing"] = new AttributeValue(Listing(organisation)) },
        };
        return [.. (await table.QueryAsync(request, IClusterStore.MaxClusters, cancellationToken)).Select(Read)];
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveAsync(OrganisationId organisation, string id, CancellationToken cancellationToken)
    {
        if (await GetAsync(organisation, id, cancellationToken) is not { } cluster) return false;
        return await table.Transactions.TryWriteAsync(
            cancellationToken,
            table.Transactions.Delete(RecordKey.Cluster(id), RecordCondition.Exists),
            table.Transactions.Delete(
                RecordKey.ClusterName(organisation, cluster.Name), RecordCondition.Is(RecordSchema.Target, id)));
    }

    private static string Listing(OrganisationId organisation) => $"clusters#{organisation}";

    private static Item ItemOf(Cluster cluster) => RecordKey.Cluster(cluster.Id).ToItem()
        .ListedIn(Listing(cluster.Organisation), cluster.Name)
        .With(RecordSchema.Organisation, cluster.Organisation.Value)
        .With(RecordSchema.Document, JsonSerializer.Serialize(cluster, CoreJson.Default.Cluster))
        .WithVersion(cluster.Version);

    private static Cluster Read(Item item) =>
        JsonSerializer.Deserialize(item.Text(RecordSchema.Document)!, CoreJson.Default.Cluster)!;
}
