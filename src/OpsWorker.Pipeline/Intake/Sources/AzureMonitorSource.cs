using System.Text.Json;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Intake.Sources;

/// <summary>Reads Azure Monitor's common alert schema (Microsoft documentation, "Common alert schema").</summary>
public sealed class AzureMonitorSource : IAlertSource
{
    private const string Schema = "azureMonitorCommonAlertSchema";
    private const string ClusterType = "/managedclusters/";

    /// <inheritdoc/>
    public string Name => "azuremonitor";

    /// <inheritdoc/>
    public bool Resembles(JsonElement payload) => Shape.Is(payload, "schemaId", Schema)
        || Shape.Has(Shape.Child(payload, "data"), "essentials");

    /// <inheritdoc/>
    public void Read(JsonElement payload, BatchReader batch) => batch.Read(new PayloadPlace(payload, ""), ReadAlert);

    private static AlertDraft ReadAlert(PayloadNode root)
    {
        var data = root.Child("data");
        var essentials = data?.Child("essentials")
            ?? throw root.Invalid("data.essentials", "Is missing; switch the common alert schema on in the action group's webhook.");
        var condition = essentials.Scalar("monitorCondition");
        var context = data.Value.Child("alertContext");
        var annotations = context?.Child("annotations")?.Scalars() ?? [];
        foreach (var (name, value) in essentials.Scalars()) annotations.TryAdd(name, value);
        return new AlertDraft
        {
            Name = essentials.Scalar("alertRule"),
            Status = StatusWords.Parse(condition)
                ?? throw essentials.Invalid("monitorCondition", $"Is {PayloadNode.Short(condition)}; Fired or Resolved was expected."),
            Severity = SeverityOf(essentials.Scalar("severity")),
            Summary = annotations.GetValueOrDefault("summary"),
            Description = essentials.Scalar("description") ?? annotations.GetValueOrDefault("description"),
            Labels = Labels(essentials, context, data.Value.Child("customProperties")),
            Annotations = annotations,
            StartsAt = essentials.Instant("firedDateTime"),
            EndsAt = essentials.Instant("resolvedDateTime"),
            Fingerprint = FingerprintOf(essentials),
            Occurrence = essentials.Scalar("alertId"),
            GeneratorUrl = PortalLink(essentials),
            Original = root.Json,
        };
    }

    // Azure counts from 0, the worst.
    private static Severity SeverityOf(string? text) => text switch
    {
        "Sev0" => Severity.Critical,
        "Sev1" => Severity.Error,
        "Sev2" => Severity.Warning,
        "Sev3" or "Sev4" => Severity.Info,
        _ => Severity.Unknown,
    };

    private static string? FingerprintOf(PayloadNode essentials) => essentials.Scalar("alertRule") is { } rule
        ? Core.Identifier.From("rule", rule, string.Join(',', essentials.List("alertTargetIDs")))
        : null;

    private static string? PortalLink(PayloadNode essentials) => essentials.Scalar("investigationLink")
        ?? (essentials.Scalar("alertId") is { } id
            ? $"https://portal.azure.com/#blade/Microsoft_Azure_Monitoring/AlertDetailsTemplateBlade/alertId/{Uri.EscapeDataString(id)}"
            : null);

    private static Dictionary<string, string> Labels(PayloadNode essentials, PayloadNode? context, PayloadNode? custom)
    {
        // Rules of Prometheus have labels; those of metrics and logs have dimensions.
        var labels = context?.Child("labels")?.Scalars() ?? [];
        foreach (var (name, value) in Dimensions(context).Concat(custom?.Scalars() ?? []))
        {
            labels.TryAdd(name, value);
            if (LabelOf(name) is { } label) labels.TryAdd(label, value);
        }

        var targets = essentials.List("alertTargetIDs");
        if (targets.Count > 0) labels.TryAdd("azure_resource", targets[0]);
        foreach (var target in targets)
        {
            var at = target.IndexOf(ClusterType, StringComparison.OrdinalIgnoreCase);
            if (at >= 0) labels.TryAdd("cluster", target[(at + ClusterType.Length)..].Split('/')[0]);
        }

        return labels;
    }

    private static IEnumerable<KeyValuePair<string, string>> Dimensions(PayloadNode? context)
    {
        foreach (var criterion in (context?.Child("condition")?.Items("allOf")
            ?? []).Where(c => c.Element.ValueKind == JsonValueKind.Object))
        {
            if (criterion.Node().Scalar("metricName") is { } metric) yield return new("metric", metric);
            foreach (var place in criterion.Node().Items("dimensions").Where(d => d.Element.ValueKind == JsonValueKind.Object))
            {
                var dimension = place.Node();
                if (dimension.Scalar("name") is { } name && dimension.Scalar("value") is { } value) yield return new(name, value);
            }
        }
    }

    private static string? LabelOf(string dimension) => dimension.ToLowerInvariant() switch
    {
        "kubernetes namespace" or "kubernetesnamespace" => "namespace",
        "podname" or "pod name" => "pod",
        "containername" => "container",
        "nodename" or "node name" => "node",
        _ => null,
    };
}
