using System.Globalization;
using Amazon.DynamoDBv2.Model;

namespace OpsWorker.Aws.DynamoDb;

/// <summary>Reads and writes the attributes of an item.</summary>
internal static class RecordItem
{
    /// <summary>Adds the item to a listing.</summary>
    public static Item ListedIn(this Item item, string listing, string sortKey)
    {
        item[RecordSchema.IndexPartitionKey] = new AttributeValue(listing);
        item[RecordSchema.IndexSortKey] = new AttributeValue(sortKey);
        return item;
    }

    /// <summary>Sets the time from which DynamoDB may delete the item.</summary>
    public static Item ExpiresAt(this Item item, DateTimeOffset time)
    {
        item[RecordSchema.ExpiresAt] = Number(time.ToUnixTimeSeconds());
        return item;
    }

    public static Item With(
        this Item item, string attribute, string value)
    {
        item[attribute] = new AttributeValue(value);
        return item;
    }

    public static Item WithVersion(this Item item, int version)
    {
        item[RecordSchema.Version] = Number(version);
        return item;
    }

    public static string? Text(this Item item, string attribute) =>
        item.GetValueOrDefault(attribute)?.S;

    public static long? Number(this Item item, string attribute) =>
        item.GetValueOrDefault(attribute)?.N is { } number ? long.Parse(number, CultureInfo.InvariantCulture) : null;

    private static AttributeValue Number(long value) => new() { N = value.ToString(CultureInfo.InvariantCulture) };
}
