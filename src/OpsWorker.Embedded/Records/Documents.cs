using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Data.Sqlite;

namespace OpsWorker.Embedded.Records;

internal static class Documents
{
    public static string Write<T>(T record, JsonTypeInfo<T> type) => JsonSerializer.Serialize(record, type);

    public static Func<SqliteDataReader, T> Read<T>(JsonTypeInfo<T> type) =>
        row => JsonSerializer.Deserialize(row.GetString(0), type)!;
}
