using System.Globalization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>Selects objects by their labels; an empty one selects all.</summary>
public sealed class LabelSelector
{
    /// <summary>Labels that must be there with exactly these values.</summary>
    public IReadOnlyDictionary<string, string> MatchLabels { get; set; } = new Dictionary<string, string>();

    /// <summary>Requirements that must hold too.</summary>
    public IReadOnlyList<SelectorRequirement> MatchExpressions { get; set; } = [];

    /// <summary>True if it selects every object.</summary>
    public bool IsEmpty => MatchLabels.Count == 0 && MatchExpressions.Count == 0;

    /// <summary>True if it selects an object with these labels.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        Matches(MatchLabels, labels) && MatchExpressions.All(e => e.Matches(labels));

    /// <summary>True if the labels include all of the selector's, as Services and nodeSelector select.</summary>
    public static bool Matches(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> labels) =>
        wanted.All(w => labels.TryGetValue(w.Key, out var value) && value == w.Value);

    /// <summary>Labels as <c>a=b,c=d</c> in the order of their names: the same text for the same labels.</summary>
    public static string TextOf(IReadOnlyDictionary<string, string> labels) =>
        string.Join(',', labels.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value}"));
}

/// <summary>One condition on a label, as in label selectors and node affinity.</summary>
public sealed record SelectorRequirement(string Key, string Operator, IReadOnlyList<string>? Values)
{
    /// <summary>True if the labels meet the requirement; an unknown operator is never met.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels)
    {
        var present = labels.TryGetValue(Key, out var value);
        var values = Values ?? [];
        return Operator switch
        {
            "In" => present && values.Contains(value),
            "NotIn" => !present || !values.Contains(value),
            "Exists" => present,
            "DoesNotExist" => !present,
            "Gt" => Compare(value, values) is > 0,
            "Lt" => Compare(value, values) is < 0,
            _ => false,
        };
    }

    private static int? Compare(string? value, IReadOnlyList<string> values) =>
        values.Count == 1 && Number(value) is { } left && Number(values[0]) is { } right ? left.CompareTo(right) : null;

    private static long? Number(string? text) =>
        long.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;
}
