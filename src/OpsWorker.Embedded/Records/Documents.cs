using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;

namespace OpsWorker.Embedded.Records;

/// <summary>Records as JSON documents in a column.</summary>
internal static class Documents
{
    /// <summary>The record as it is stored.</summary>
    public static string Write<T>(T record, JsonTypeInfo<T> type) => JsonSerializer.Serialize(record, type);

    /// <summary>The record in the first column of a row.</summary>
    public static Func<SqliteDataReader, T> Read<T>(JsonTypeInfo<T> type) =>
        row => JsonSerializer.Deserialize(row.GetString(0), type)!;
}
