using System.Text.Json;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>Writes the API server's table (meta/v1 Table) with each cell masked by its column's name.</summary>
internal static class TableMasker
{
    public static bool IsTable(JsonElement value) =>
        value.TryGetProperty("columnDefinitions", out var columns) && columns.ValueKind == JsonValueKind.Array
        && value.TryGetProperty("rows", out var rows) && rows.ValueKind == JsonValueKind.Array;

    public static void Write(Utf8JsonWriter writer, JsonElement table, Func<string, string, string> mask)
    {
        string[] columns = [.. table.GetProperty("columnDefinitions").EnumerateArray().Select(Name)];
        writer.WriteStartObject();
        foreach (var field in table.EnumerateObject())
        {
            if (field.Name != "rows")
            {
                field.WriteTo(writer);
                continue;
            }

            writer.WriteStartArray(field.Name);
            foreach (var row in field.Value.EnumerateArray()) WriteRow(writer, row, columns, mask);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    // What else a row has are its object and conditions, which no printer shows.
    private static void WriteRow(Utf8JsonWriter writer, JsonElement row, string[] columns, Func<string, string, string> mask)
    {
        writer.WriteStartObject();
        if (row.ValueKind == JsonValueKind.Object && row.TryGetProperty("cells", out var cells) && cells.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray("cells");
            foreach (var (index, cell) in cells.EnumerateArray().Index())
            {
                if (cell.ValueKind == JsonValueKind.String)
                    writer.WriteStringValue(Cell(index < columns.Length ? columns[index] : "", cell.GetString()!, mask));
                else if (cell.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
                    writer.WriteStringValue(mask("", cell.GetRawText()));
                else cell.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static string Cell(string column, string cell, Func<string, string, string> mask) =>
        column.Equals("name", StringComparison.OrdinalIgnoreCase) ? cell : mask(column, cell);

    private static string Name(JsonElement column) =>
        column.ValueKind == JsonValueKind.Object && column.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String
            ? name.GetString()!
            : "";
}
