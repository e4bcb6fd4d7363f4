using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Listings;

/// <summary>
/// The incidents that are asked for; what is null is not asked. The opening is asked for by <see cref="PageRequest.Within"/>.
/// </summary>
public sealed record IncidentFilter
{
    private static readonly string[] s_workloadLabels =
        ["workload", "deployment", "statefulset", "daemonset", "job_name", "cronjob", "pod"];

    /// <summary>Open or resolved.</summary>
    public IncidentStatus? Status { get; init; }

    /// <summary>The workspace.</summary>
    public string? Workspace { get; init; }

    /// <summary>The severity.</summary>
    public Severity? Severity { get; init; }

    /// <summary>The cluster's name or id.</summary>
    public string? Cluster { get; init; }

    /// <summary>The namespace of one of its alerts.</summary>
    public string? Namespace { get; init; }

    /// <summary>The workload's or the pod's name, of one of its alerts.</summary>
    public string? Workload { get; init; }

    /// <summary>The cause that its latest investigation found; it takes a look-up for each incident that matches otherwise.</summary>
    public CauseCode? Cause { get; init; }

    /// <summary>A text in the title, the name or object of an alert, a tag or a label, in upper or lower case.</summary>
    public string? Text { get; init; }

    /// <summary>True if the incident is asked for, whatever its cause.</summary>
    public bool Matches(Incident incident) => (Status is null || incident.Status == Status)
        && (Workspace is null || incident.Workspace == Workspace)
        && (Severity is null || incident.Severity == Severity)
        && (Cluster is null || incident.ClusterName == Cluster || incident.ClusterId == Cluster)
        && (Namespace is null || IsIn(incident, Namespace))
        && (Workload is null || IsAbout(incident, Workload))
        && (Text is null || Texts(incident).Any(text => text.Contains(Text, StringComparison.OrdinalIgnoreCase)));

    private static bool IsIn(Incident incident, string @namespace) => incident.Labels.GetValueOrDefault("namespace") == @namespace
        || incident.Alerts.Any(alert => alert.Object?.StartsWith(@namespace + "/", StringComparison.Ordinal) == true);

    private static bool IsAbout(Incident incident, string workload) =>
        s_workloadLabels.Any(label => incident.Labels.GetValueOrDefault(label) == workload)
        || incident.Alerts.Any(alert => alert.Object?.EndsWith("/" + workload, StringComparison.Ordinal) == true);

    private static IEnumerable<string> Texts(Incident incident) =>
    [
        incident.Title,
        .. incident.Alerts.Select(alert => alert.Name),
        .. incident.Alerts.Select(alert => alert.Object).OfType<string>(),
        .. incident.Tags,
        .. incident.Labels.Values,
    ];
}
