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
        var rule = NameOf(essentials, context);
        var labels = Labels(essentials, context, data.Value.Child("customProperties"));
        var annotations = context?.Child("annotations")?.Scalars() ?? [];
        foreach (var (name, value) in essentials.Scalars()) annotations.TryAdd(name, value);
        return new AlertDraft
        {
            Name = rule,
            Status = StatusOf(condition)
                ?? throw essentials.Invalid("monitorCondition", $"Is {PayloadNode.Short(condition)}; Fired or Resolved was expected."),
            Severity = SeverityOf(essentials.Scalar("severity")),
            Summary = annotations.GetValueOrDefault("summary"),
            Description = essentials.Scalar("description") ?? annotations.GetValueOrDefault("description"),
            Labels = labels,
            Annotations = annotations,
            StartsAt = essentials.Instant("firedDateTime"),
            EndsAt = essentials.Instant("resolvedDateTime"),
            Fingerprint = FingerprintOf(rule, essentials, labels),
            Occurrence = essentials.Scalar("alertId"),
            GeneratorUrl = PortalLink(essentials),
            Original = root.Json,
        };
    }

    // Azure counts from 0, the worst.
    private static Severity SeverityOf(string? text) => text?.ToUpperInvariant() switch
    {
        "SEV0" => Severity.Critical,
        "SEV1" => Severity.Error,
        "SEV2" => Severity.Warning,
        "SEV3" or "SEV4" => Severity.Info,
        _ => Severity.Unknown,
    };

    // Alerts about costs state no condition: they tell of a threshold that was passed.
    private static AlertStatus? StatusOf(string? condition) => condition is null ? AlertStatus.Firing : StatusWords.Parse(condition);

    private static string? NameOf(PayloadNode essentials, PayloadNode? context) => essentials.Scalar("alertRule")
        ?? context?.Child("AlertData")?.Scalar("BudgetName") ?? essentials.Scalar("monitoringService");

    // A rule fires for each of its dimensions' values, and each is an alert of its own.
    private static string? FingerprintOf(string? rule, PayloadNode essentials, Dictionary<string, string> labels) => rule is null
        ? null
        : Core.Identifier.From("rule", rule, string.Join(',', essentials.List("alertTargetIDs")), Fingerprints.Of(null, labels));

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
        "kubernetes namespace" or "kubernetesnamespace" or "namespace" => "namespace",
        "podname" or "pod name" => "pod",
        "containername" => "container",
        "nodename" or "node name" => "node",
        _ => null,
    };
}
