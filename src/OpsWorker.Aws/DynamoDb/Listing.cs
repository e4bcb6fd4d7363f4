namespace OpsWorker.Aws.DynamoDb;

/// <summary>Items that are read in pages, in the order of their sort keys.</summary>
/// <param name="Index">The index; null for the table itself, which is read consistently.</param>
/// <param name="Keys">The attributes with the partition and the sort key.</param>
/// <param name="Partition">The partition.</param>
/// <param name="IsSortKey">True for the sort keys that the listing has: others are in no page's token.</param>
/// <param name="NewestFirst">True for the descending order.</param>
internal sealed record Listing(
    string? Index, (string Partition, string Sort) Keys, string Partition, Predicate<string> IsSortKey, bool NewestFirst)
{
    /// <summary>The prefix of the sort keys, where the partition has other items too; empty for all.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>A listing of the index.</summary>
    public static Listing OfIndex(string partition, Predicate<string> isSortKey, bool newestFirst) => new(
        RecordSchema.Index, (RecordSchema.IndexPartitionKey, RecordSchema.IndexSortKey), partition, isSortKey, newestFirst);

    /// <summary>A partition of the table.</summary>
    public static Listing OfPartition(string partition, Predicate<string> isSortKey, bool newestFirst) =>
        new(null, (RecordSchema.PartitionKey, RecordSchema.SortKey), partition, isSortKey, newestFirst);
}
