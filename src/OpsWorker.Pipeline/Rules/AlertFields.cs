using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Pipeline.Incidents;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The values that matchers are about: labels, normalised fields and the labels of clusters.</summary>
internal sealed class AlertFields(Alert alert, Cluster? cluster)
{
    private const string Prefix = "alert.";

    private static readonly string[] s_names =
        ["name", "source", "severity", "summary", "namespace", "workload", "service", "node", "cluster", "workspace"];

    private readonly AlertTopology _topology = AlertTopology.Of(alert);

    /// <summary>The object whose alerts are counted together; the fingerprint where there is none.</summary>
    public string Workload => _topology.Object is { } about ? $"{cluster?.Name} {about}" : alert.Fingerprint;

    /// <summary>The name begins like one of a field and is none.</summary>
    public static bool IsUnknownField(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && !s_names.Contains(name[Prefix.Length..]);

    /// <summary>The names of the fields, for an error message.</summary>
    public static string Names => string.Join(", ", s_names.Select(name => Prefix + name));

    /// <summary>The value of a label or field; empty where there is none.</summary>
    public string Of(string name) => (name.StartsWith(Prefix, StringComparison.Ordinal) ? Field(name[Prefix.Length..]) : null)
        ?? alert.Labels.GetValueOrDefault(name, "");

    /// <summary>The value of a label or field of the cluster; empty where there is none, or no cluster.</summary>
    public string OfCluster(string name) => name switch
    {
        "name" => cluster?.Name ?? alert.Labels.GetValueOrDefault(AlertCluster.Label, ""),
        "environment" => cluster?.Environment ?? "",
        "region" => cluster?.Region ?? "",
        "provider" => cluster?.Provider ?? "",
        _ => cluster?.Labels.GetValueOrDefault(name, "") ?? "",
    };

    private string? Field(string name) => name switch
    {
        "name" => alert.Name,
        "source" => alert.Source,
        "severity" => alert.Severity.ToString().ToLowerInvariant(),
        "summary" => alert.Summary ?? "",
        "namespace" => _topology.Namespace ?? "",
        "workload" => _topology.Workload ?? "",
        "service" => _topology.Service ?? "",
        "node" => _topology.Node ?? "",
        "cluster" => cluster?.Name ?? alert.Labels.GetValueOrDefault(AlertCluster.Label, ""),
        "workspace" => alert.Workspace ?? "",
        _ => null,
    };
}
