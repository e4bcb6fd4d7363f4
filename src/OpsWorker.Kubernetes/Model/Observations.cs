using System.Runtime.InteropServices;

namespace OpsWorker.Kubernetes.Model;

/// <summary>What a container wrote.</summary>
/// <param name="EvidenceId">The evidence that it was read from.</param>
/// <param name="Namespace">The pod's namespace.</param>
/// <param name="Pod">The pod's name.</param>
/// <param name="Container">The container's name; null where neither question nor answer says.</param>
/// <param name="Previous">Whether it is of the run before the last restart.</param>
/// <param name="Lines">The lines, oldest first.</param>
public sealed record ContainerLog(
    string EvidenceId, string Namespace, string Pod, string? Container, bool Previous, IReadOnlyList<string> Lines);

/// <summary>A measurement.</summary>
/// <param name="At">When.</param>
/// <param name="Value">How much.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Sample(DateTimeOffset At, double Value);

/// <summary>Measurements of one thing over time.</summary>
/// <param name="EvidenceId">The evidence that it was read from.</param>
/// <param name="Labels">What is measured: <c>__name__</c> and what it is measured of.</param>
/// <param name="Samples">The measurements, oldest first.</param>
/// <param name="Raw">The series as it was read, for quotations.</param>
public sealed record TimeSeries(
    string EvidenceId,
    IReadOnlyDictionary<string, string> Labels,
    IReadOnlyList<Sample> Samples,
    System.Text.Json.JsonElement Raw)
{
    /// <summary>The metric's name; empty where it has none.</summary>
    public string Name => Labels.GetValueOrDefault("__name__", "");
}

/// <summary>Something unusual that a detector over the time series raised.</summary>
/// <param name="EvidenceId">The evidence that it was read from.</param>
/// <param name="Name">Of which workload, Service or node.</param>
/// <param name="Text">What is unusual, in the detector's words.</param>
public sealed record Anomaly(string EvidenceId, string Name, string Text);

/// <summary>A check of a TCP port or an HTTP address from inside the cluster.</summary>
/// <param name="EvidenceId">The evidence that it was read from.</param>
/// <param name="Kind"><c>tcp</c>, <c>http</c>, <c>dns</c>.</param>
/// <param name="Target">What was asked.</param>
/// <param name="Ok">Whether it answered.</param>
/// <param name="Detail">What it answered, or why not.</param>
/// <param name="Node">The node from which was asked; null where not known.</param>
/// <param name="Raw">The check as it was read, for quotations.</param>
public sealed record ProbeCheck(
    string EvidenceId, string Kind, string Target, bool Ok, string? Detail, string? Node, System.Text.Json.JsonElement Raw);

/// <summary>One workload or Service calls another.</summary>
/// <param name="EvidenceId">The evidence that it was read from.</param>
/// <param name="Client">The caller's name.</param>
/// <param name="Server">The name of what is called.</param>
public sealed record CallEdge(string EvidenceId, string Client, string Server);
