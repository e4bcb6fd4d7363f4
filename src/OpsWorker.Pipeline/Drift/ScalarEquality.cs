using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Pipeline.Drift;

/// <summary>Compares single values as the API understands them: quantities by amount, durations by length.</summary>
internal static partial class ScalarEquality
{
    private const string Masked = "[masked:";

    private static readonly string[] s_quantityFields =
    [
        "limits", "requests", "hard", "capacity", "sizeLimit", "storage", "averageValue", "value", "min", "max", "default",
        "defaultRequest", "divisor",
    ];

    public static bool AreEqual(JsonElement desired, JsonElement live, FieldPath path)
    {
        if (desired.ValueKind == live.ValueKind && desired.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return true;
        var (one, other) = (desired.ToString(), live.ToString());
        if (desired.ValueKind == live.ValueKind && string.Equals(one, other, StringComparison.Ordinal)) return true;

        // An agent masks credentials before they leave the cluster: such a value is not known, and no difference.
        if (other.Contains(Masked, StringComparison.Ordinal)) return true;
        if (desired.ValueKind == JsonValueKind.Number && live.ValueKind == JsonValueKind.Number)
            return desired.GetDouble() == live.GetDouble();
        if (IsQuantity(path) && Quantity.TryParse(one, out var a) && Quantity.TryParse(other, out var b)) return a == b;
        return Duration(one) is { } first && first == Duration(other);
    }

    /// <summary>True for a value that is the same as none: null, false, zero, an empty text, list or object.</summary>
    public static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined or JsonValueKind.False => true,
        JsonValueKind.String => value.GetString()!.Length == 0,
        JsonValueKind.Number => value.GetDouble() == 0,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => value.EnumerateObject().All(property => IsNothing(property.Value)),
        _ => false,
    };

    // The value of a variable is a text, whatever it looks like.
    private static bool IsQuantity(FieldPath path) =>
        s_quantityFields.Any(path.Contains) && !path.Contains("env") && !path.Contains("data") && !path.Contains("annotations");

    // As Go writes them: 1h30m, 90s.
    private static decimal? Duration(string text)
    {
        var match = GoDuration().Match(text);
        if (!match.Success) return null;
        var total = 0m;
        foreach (var part in match.Groups["part"].Captures.Select(capture => capture.Value))
        {
            var unit = part.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.');
            var digits = part[..^unit.Length];
            if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)) return null;
            total += number * unit switch { "h" => 3600m, "m" => 60m, "s" => 1m, _ => 0.001m };
        }

        return total;
    }

    [GeneratedRegex(@"\A(?<part>[0-9]{1,9}(\.[0-9]{1,9})?(h|ms|m|s))+\z", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex GoDuration();
}
