using System.Globalization;

namespace OpsWorker.Kubernetes.Model;

/// <summary>Selects objects by their labels; an empty one selects all.</summary>
public sealed class LabelSelector
{
    /// <summary>Labels that must be there with exactly these values.</summary>
    public IReadOnlyDictionary<string, string> MatchLabels { get; set; } = new Dictionary<string, string>();

    /// <summary>Conditions that must hold as well.</summary>
    public IReadOnlyList<SelectorRequirement> MatchExpressions { get; set; } = [];

    /// <summary>Whether it selects everything.</summary>
    public bool IsEmpty => MatchLabels.Count == 0 && MatchExpressions.Count == 0;

    /// <summary>Whether an object with these labels is selected.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) =>
        Matches(MatchLabels, labels) && MatchExpressions.All(e => e.Matches(labels));

    /// <summary>Whether all the wanted labels are there; the form that Services and nodeSelector have.</summary>
    public static bool Matches(IReadOnlyDictionary<string, string> wanted, IReadOnlyDictionary<string, string> labels) =>
        wanted.All(w => labels.TryGetValue(w.Key, out var value) && value == w.Value);
}

/// <summary>One condition on a label, as in label selectors and node affinity.</summary>
public sealed record SelectorRequirement(string Key, string Operator, IReadOnlyList<string>? Values)
{
    /// <summary>Whether the labels satisfy it; an unknown operator is never satisfied.</summary>
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
