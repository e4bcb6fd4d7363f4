namespace OpsWorker.Aws.DynamoDb;

/// <summary>Settings of the <see cref="RecordTable"/>.</summary>
/// <param name="TableName">The table's name.</param>
public sealed record RecordTableOptions(string TableName)
{
    /// <summary>The default retention.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(90);

    /// <summary>
    /// The retention of alerts, resolved incidents, investigations, journals and notifications. The bucket of evidence
    /// needs at least the same.
    /// </summary>
    public TimeSpan Retention { get; init; } = DefaultRetention;
}
