namespace OpsWorker.Aws.DynamoDb;

/// <summary>Names of the table's attributes; <c>docs/aws-table.md</c> shows the whole design.</summary>
public static class RecordSchema
{
    /// <summary>Partition key.</summary>
    public const string PartitionKey = "pk";

    /// <summary>Sort key.</summary>
    public const string SortKey = "sk";

    /// <summary>The index that lists: a global secondary index with all attributes.</summary>
    public const string Index = "gsi1";

    /// <summary>Partition key of <see cref="Index"/>: the listing.</summary>
    public const string IndexPartitionKey = "gsi1pk";

    /// <summary>Sort key of <see cref="Index"/>: the place in the listing, different for each record.</summary>
    public const string IndexSortKey = "gsi1sk";

    /// <summary>When DynamoDB may delete the item, in seconds since 1970.</summary>
    public const string ExpiresAt = "expiresAt";

    /// <summary>The record as JSON.</summary>
    internal const string Document = "document";

    /// <summary>The record as JSON, compressed by gzip.</summary>
    internal const string CompressedDocument = "documentGzip";

    /// <summary>Where the record's JSON is in the evidence store, if it is too large for the item.</summary>
    internal const string DocumentKey = "documentKey";

    /// <summary>Differs for each write; tells a write that was tried twice from somebody else's.</summary>
    internal const string WriteId = "writeId";

    /// <summary>The version that the next change is conditional on.</summary>
    internal const string Version = "recordVersion";

    /// <summary>The status that some changes are conditional on.</summary>
    internal const string Status = "recordStatus";

    /// <summary>Whose a record is whose key does not say.</summary>
    internal const string Organisation = "organisation";

    /// <summary>The id of the record that an item leads to.</summary>
    internal const string Target = "target";
}
