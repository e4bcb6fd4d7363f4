using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>
/// Reads the summary of a Kibana rule's alerts (Elastic documentation, "Rule action variables"): the alerts that are new, that go on and
/// that recovered, as Kibana stores them.
/// </summary>
internal static class ElasticSummary
{
    private const string Recovered = "recovered";
    private static readonly string[] s_groups = ["new", "ongoing", Recovered];

    public static void Read(PayloadNode alerts, BatchReader batch)
    {
        var isEmpty = true;
        foreach (var group in s_groups)
        {
            if (alerts.Child(group)?.Items("data") is not { Count: > 0 } places) continue;
            isEmpty = false;
            batch.ReadEach(places, node => ReadAlert(node, group));
        }

        if (isEmpty) batch.Skip(alerts.Path, "The summary lists no alerts: its data was expected, such as [{{alerts.new.data}}].");
    }

    private static AlertDraft ReadAlert(PayloadNode node, string group)
    {
        var fields = new FlatPayload(node).ByPath;
        return new AlertDraft
        {
            Name = Of("kibana.alert.rule.name"),
            Status = group == Recovered ? AlertStatus.Resolved : StatusWords.Parse(Of("kibana.alert.status")) ?? AlertStatus.Firing,
            Severity = Severities.Parse(Of("kibana.alert.severity") ?? Of("kibana.alert.rule.severity")),
            Summary = Of("kibana.alert.reason"),
            Labels = fields.Where(field => !field.Key.StartsWith("kibana.", StringComparison.Ordinal) && field.Key[0] != '@')
                .ToDictionary(field => field.Key, field => field.Value),
            Annotations = fields,
            StartsAt = Instants.Parse(Of("kibana.alert.start")),
            EndsAt = Instants.Parse(Of("kibana.alert.end")),
            EventAt = Instants.Parse(Of("@timestamp")),
            Fingerprint = Identifier.From("rule", Of("kibana.alert.rule.uuid") ?? Of("kibana.alert.rule.name") ?? "",
                Of("kibana.alert.instance.id") ?? ""),
            Occurrence = Of("kibana.alert.uuid"),
            GeneratorUrl = Of("kibana.alert.url"),
            Original = node.Json,
        };

        string? Of(string name) => fields.GetValueOrDefault(name);
    }
}
