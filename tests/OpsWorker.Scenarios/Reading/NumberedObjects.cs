using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpsWorker.Scenarios.Reading;

/// <summary>
/// Objects that differ by a number only: <c>numbers: 01-25</c> makes 25 of one, with the number in place of each <c>{n}</c>,
/// as many digits wide as the range is written.
/// </summary>
internal static partial class NumberedObjects
{
    private const string Key = "numbers";
    private const string Placeholder = "{n}";

    /// <exception cref="FormatException">The range is none.</exception>
    public static IEnumerable<JsonObject> Expand(JsonObject item)
    {
        if (item[Key] is not { } range) return [item];
        var bounds = Range().Match(range.ToString());
        if (!bounds.Success) throw new FormatException($"\"{Key}\" is {range}; a range such as 01-25 was expected.");
        item.Remove(Key);
        var json = item.ToJsonString();
        var width = bounds.Groups["first"].Length;
        var first = Number(bounds.Groups["first"]);
        return Enumerable.Range(first, Number(bounds.Groups["last"]) - first + 1).Select(number => Numbered(json, number, width));
    }

    private static JsonObject Numbered(string json, int number, int width)
    {
        var text = number.ToString(CultureInfo.InvariantCulture).PadLeft(width, '0');
        return JsonNode.Parse(json.Replace(Placeholder, text, StringComparison.Ordinal))!.AsObject();
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<first>\d{1,6})-(?<last>\d{1,6})$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();
}
