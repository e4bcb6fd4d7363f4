using System.Text.Json;
using OpsWorker.Kubernetes.Queries.Selectors;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>The label selector of a workload's or Service's pods, in the API's text form.</summary>
internal static class WorkloadSelector
{
    /// <summary>The selector; null where the object has none, and so no pods of its own.</summary>
    public static string? Of(JsonElement value)
    {
        if (!value.TryGetProperty("spec", out var spec) || !spec.TryGetProperty("selector", out var selector)) return null;
        if (selector.ValueKind != JsonValueKind.Object) return null;
        var wrapped = selector.TryGetProperty("matchLabels", out var labels);
        IEnumerable<JsonElement> expressions =
            selector.TryGetProperty("matchExpressions", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];
        if (!wrapped && !expressions.Any()) labels = selector;
        var requirements = Equalities(labels).Concat(expressions.Select(Requirement)).ToArray();
        return requirements.Length == 0 ? null : string.Join(',', requirements);
    }

    private static IEnumerable<LabelRequirement> Equalities(JsonElement labels) =>
        labels.ValueKind == JsonValueKind.Object
            ? labels.EnumerateObject().Select(l => new LabelRequirement(l.Name, LabelOperator.In, [l.Value.GetString() ?? ""]))
            : [];

    private static LabelRequirement Requirement(JsonElement expression)
    {
        var op = Enum.TryParse<LabelOperator>(expression.GetProperty("operator").GetString(), out var named)
            ? named
            : throw new FormatException("A selector has an unknown operator.");
        var values = expression.TryGetProperty("values", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Select(v => v.GetString() ?? "") : [];
        return new LabelRequirement(expression.GetProperty("key").GetString() ?? "", op, [.. values]);
    }
}
