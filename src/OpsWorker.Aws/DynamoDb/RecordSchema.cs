namespace OpsWorker.Aws.DynamoDb;

/// <summary>Names of the table's attributes; <c>docs/aws-table.md</c> has the whole design.</summary>
public static class RecordSchema
{
    /// <summary>Partition key.</summary>
    public const string PartitionKey = "pk";

    /// <summary>Sort key.</summary>
    public const string SortKey = "sk";

    /// <summary>The index of listings: a global secondary index with all attributes.</summary>
    public const string Index = "gsi1";

    /// <summary>Partition key of <see cref="Index"/>: the listing.</summary>
    public const string IndexPartitionKey = "gsi1pk";

    /// <summary>Sort key of <see cref="Index"/>, unique in its listing.</summary>
    public const string IndexSortKey = "gsi1sk";

    /// <summary>The time from which DynamoDB may delete the item, in seconds since 1970.</summary>
    public const string ExpiresAt = "expiresAt";

    /// <summary>The record as JSON.</summary>
    internal const string Document = "document";

    /// <summary>The record as JSON, compressed by gzip.</summary>
    internal const string CompressedDocument = "documentGzip";

    /// <summary>The key in the evidence store of a document that is too large for the item.</summary>
    internal const string DocumentKey = "documentKey";

    /// <summary>Unique for each write: distinguishes a retry of it from another write.</summary>
    internal const string WriteId = "writeId";

    /// <summary>The version, on which the next change is conditional.</summary>
    internal const string Version = "recordVersion";

    /// <summary>The status, on which some changes are conditional.</summary>
    internal const string Status = "recordStatus";

    /// <summary>The organisation of a record, where its key lacks it.</summary>
    internal const string Organisation = "organisation";

    /// <summary>The last use of a credential.</summary>
    internal const string LastUsedAt = "lastUsedAt";

    /// <summary>The id of the record that an item refers to.</summary>
    internal const string Target = "target";
}
