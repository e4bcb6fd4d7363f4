using System.Runtime.InteropServices;

namespace OpsWorker.Kubernetes.Model;

/// <summary>The log of a container.</summary>
/// <param name="EvidenceId">The evidence that it comes from.</param>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name; null where neither query nor answer names it.</param>
/// <param name="Previous">True for the run before the last restart.</param>
/// <param name="Lines">The lines, oldest first.</param>
public sealed record ContainerLog(
    string EvidenceId, string Namespace, string Pod, string? Container, bool Previous, IReadOnlyList<string> Lines);

/// <summary>A sample of a time series.</summary>
/// <param name="At">The time.</param>
/// <param name="Value">The value, in the unit of the series.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Sample(DateTimeOffset At, double Value);

/// <summary>A time series.</summary>
/// <param name="EvidenceId">The evidence that it comes from.</param>
/// <param name="Labels">The metric's name (<c>__name__</c>) and labels.</param>
/// <param name="Samples">The samples, oldest first.</param>
/// <param name="Raw">The JSON of the series, for quotations.</param>
public sealed record TimeSeries(
    string EvidenceId,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<Sample> Samples,
    System.Text.Json.JsonElement Raw)
{
    /// <summary>The metric's name; empty where it has none.</summary>
    public string Name => Labels.GetValueOrDefault("__name__", "");
}

/// <summary>An anomaly that an external detector found in time series.</summary>
/// <param name="EvidenceId">The evidence that it comes from.</param>
/// <param name="Name">The name of the workload, Service or node.</param>
/// <param name="Text">The description, in the detector's words.</param>
public sealed record Anomaly(string EvidenceId, string Name, string Text);

/// <summary>A check of a TCP port or an HTTP address from inside the cluster.</summary>
/// <param name="EvidenceId">The evidence that it comes from.</param>
/// <param name="Kind"><c>tcp</c>, <c>http</c>, <c>dns</c>.</param>
/// <param name="Target">The address that was checked.</param>
/// <param name="Ok">True if it answered.</param>
/// <param name="Detail">The answer, or the error.</param>
/// <param name="Node">The node from which it was checked; null where not known.</param>
/// <param name="Raw">The JSON of the check, for quotations.</param>
public sealed record ProbeCheck(
    string EvidenceId, string Kind, string Target, bool Ok, string? Detail, string? Node, System.Text.Json.JsonElement Raw);

/// <summary>A call between two workloads or Services.</summary>
/// <param name="EvidenceId">The evidence that it comes from.</param>
/// <param name="Client">The caller's name.</param>
/// <param name="Server">The name of the called one.</param>
public sealed record CallEdge(string EvidenceId, string Client, string Server);
