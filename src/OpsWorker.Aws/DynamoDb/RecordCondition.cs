using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>A condition on the stored item, without which a write fails.</summary>
/// <param name="Expression">The condition in DynamoDB's syntax.</param>
/// <param name="Value">The value of <c>:value</c> in the expression; null for none.</param>
internal sealed record RecordCondition(string Expression, AttributeValue? Value = null)
{
    private AttributeValue? Other { get; init; }

    public static readonly RecordCondition IsNew = new($"attribute_not_exists({RecordSchema.PartitionKey})");

    public static readonly RecordCondition Exists = new($"attribute_exists({RecordSchema.PartitionKey})");

    public static RecordCondition VersionIs(int version) => new(
        $"{RecordSchema.Version} = :value",
        new AttributeValue { N = version.ToString(CultureInfo.InvariantCulture) });

    public static RecordCondition StatusIs<T>(T status)
        where T : struct, Enum => Is(RecordSchema.Status, status.ToString());

    public static RecordCondition IsNewOrStatusIs<T>(T status)
        where T : struct, Enum =>
        new($"{IsNew.Expression} OR {RecordSchema.Status} = :value", new AttributeValue(status.ToString()));

    public static RecordCondition Is(string attribute, string value) =>
        new($"{attribute} = :value", new AttributeValue(value));

    public Dictionary<string, AttributeValue>? Values => (Value, Other) switch
    {
        (null, _) => null,
        (_, null) => new() { [":value"] = Value },
        _ => new() { [":value"] = Value, [":other"] = Other },
    };

    /// <summary>The condition, and that an attribute has a value.</summary>
    public RecordCondition And(string attribute, string value) =>
        new($"({Expression}) AND {attribute} = :other", Value) { Other = new AttributeValue(value) };
}
