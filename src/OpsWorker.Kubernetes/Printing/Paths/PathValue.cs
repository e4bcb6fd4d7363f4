using System.Globalization;
using System.Text.Json;

namespace OpsWorker.Kubernetes.Printing.Paths;

/// <summary>Values that paths select, as kubectl prints and orders them.</summary>
internal static class PathValue
{
    /// <summary>A plain value as it is; objects and arrays as JSON with sorted keys.</summary>
    public static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object or JsonValueKind.Array => SortedJson.Compact(value),
        _ => value.Text(),
    };

    /// <summary>A value in a custom column, which Go prints: <c>map[app:web]</c>, <c>[a b]</c>.</summary>
    public static string GoText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "map[" + string.Join(' ', value.Fields().OrderBy(f => f.Name, StringComparer.Ordinal)
            .Select(f => $"{f.Name}:{GoText(f.Value)}")) + "]",
        JsonValueKind.Array => "[" + string.Join(' ', value.Items().Select(GoText)) + "]",
        _ => value.Text("<none>"),
    };

    /// <summary>Orders numbers by size and texts naturally: <c>pod-9</c> before <c>pod-10</c>.</summary>
    public static int Compare(string left, string right)
    {
        if (decimal.TryParse(left, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && decimal.TryParse(right, NumberStyles.Float, CultureInfo.InvariantCulture, out var b))
        {
            return a.CompareTo(b);
        }

        var (i, j) = (0, 0);
        while (i < left.Length && j < right.Length)
        {
            var order = char.IsAsciiDigit(left[i]) && char.IsAsciiDigit(right[j])
                ? CompareDigits(Digits(left, ref i), Digits(right, ref j))
                : left[i++].CompareTo(right[j++]);
            if (order != 0) return order;
        }

        return (left.Length - i).CompareTo(right.Length - j);
    }

    private static string Digits(string text, ref int position)
    {
        var start = position;
        while (position < text.Length && char.IsAsciiDigit(text[position])) position++;
        return text[start..position].TrimStart('0');
    }

    private static int CompareDigits(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
}
