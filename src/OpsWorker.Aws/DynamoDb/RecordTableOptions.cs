namespace OpsWorker.Aws.DynamoDb;

/// <summary>Settings of the <see cref="RecordTable"/>.</summary>
/// <param name="TableName">The table's name.</param>
public sealed record RecordTableOptions(string TableName)
{
    /// <summary>How long what happened is kept, unless something else is said.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(90);

    /// <summary>
    /// How long alerts, resolved incidents, investigations, journals and notifications are kept. The bucket of
    /// evidence must keep for at least as long.
    /// </summary>
    public TimeSpan Retention { get; init; } = DefaultRetention;
}
