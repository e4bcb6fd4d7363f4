using System.Text.Json;
using OpsWorker.Core;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads the webhook of Grafana's legacy alerting: one rule, with the series that matched.</summary>
internal static class GrafanaLegacy
{
    private static readonly string[] s_states = ["alerting", "ok", "no_data", "paused", "pending", "unknown"];

    public static bool Resembles(JsonElement payload) => Shape.Has(payload, "ruleName", "state") || Shape.Has(payload, "ruleId", "ruleUrl");

    public static AlertDraft? Read(PayloadNode node, BatchReader batch)
    {
        var state = node.Scalar("state")?.ToLowerInvariant();
        if (state is "paused" or "pending" or "unknown")
        {
            batch.Skip("state", $"Is {state}: the rule neither fires nor is resolved.");
            return null;
        }

        var status = StatusWords.Parse(state)
            ?? throw node.Invalid("state", $"Is {PayloadNode.Short(state)}; one of {string.Join(", ", s_states)} was expected.");
        var name = node.First("ruleName", "title");
        var (labels, annotations) = Matches(node);
        return new AlertDraft
        {
            Name = name,
            Status = status,
            Summary = node.Scalar("title"),
            Description = node.Scalar("message"),
            Labels = labels,
            Annotations = annotations,
            Fingerprint = Identifier.From("rule", node.Scalar("orgId") ?? "", node.Scalar("ruleId") ?? "", name ?? ""),
            GeneratorUrl = node.Scalar("ruleUrl"),
            PanelUrl = node.Scalar("imageUrl"),
            Original = node.Json,
        };
    }

    // The rule's own tags count before those of the series; of several series, those that all of them have.
    private static (Dictionary<string, string> Labels, Dictionary<string, string> Annotations) Matches(PayloadNode node)
    {
        var labels = node.Child("tags")?.Scalars() ?? [];
        var annotations = new Dictionary<string, string>();
        Dictionary<string, string>? common = null;
        foreach (var match in node.Items("evalMatches").Where(m => m.Element.ValueKind == JsonValueKind.Object).Select(m => m.Node()))
        {
            if (match.Scalar("metric") is { } metric) annotations.TryAdd($"value {metric}", match.Scalar("value") ?? "null");
            var tags = match.Child("tags")?.Scalars() ?? [];
            common = common is null
                ? tags : common.Where(t => tags.GetValueOrDefault(t.Key) == t.Value).ToDictionary(t => t.Key, t => t.Value);
        }

        foreach (var (name, value) in common ?? []) labels.TryAdd(name, value);
        return (labels, annotations);
    }
}
