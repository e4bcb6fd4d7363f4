using System.Globalization;
using System.Text.Json;

namespace OpsWorker.Diagnosis;

/// <summary>
/// Follows the path of a citation into an object: names joined by dots, and in brackets the name, type, key or position
/// of an item, or the key of a map: <c>status.containerStatuses[web].state.waiting.message</c>.
/// </summary>
internal static class FieldPath
{
    private static readonly string[] s_itemKeys = ["name", "type", "key", "ip", "containerPort", "port", "secretName"];

    public static JsonElement? Find(JsonElement root, string path)
    {
        var current = root;
        for (var position = 0; position < path.Length;)
        {
            var (segment, isItem, next) = Segment(path, position);
            if ((isItem ? Item(current, segment) : Property(current, segment)) is not { } found) return null;
            current = found;
            position = next;
        }

        return current;
    }

    private static (string Segment, bool IsItem, int Next) Segment(string path, int position)
    {
        if (path[position] == '[')
        {
            var close = path.IndexOf(']', position);
            if (close < 0) close = path.Length;
            return (path[(position + 1)..close], true, Math.Min(path.Length, close + 1));
        }

        if (path[position] == '.') position++;
        var end = path.AsSpan(position).IndexOfAny('.', '[');
        end = end < 0 ? path.Length : position + end;
        return (path[position..end], false, end);
    }

    private static JsonElement? Property(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : null;

    private static JsonElement? Item(JsonElement element, string key)
    {
        if (element.ValueKind != JsonValueKind.Array) return Property(element, key);
        foreach (var item in element.EnumerateArray())
        {
            if (s_itemKeys.Any(k => Property(item, k) is { } value && value.ToString() == key)) return item;
        }

        return int.TryParse(key, CultureInfo.InvariantCulture, out var index) && index >= 0 && index < element.GetArrayLength()
            ? element[index]
            : null;
    }
}
