using System.Globalization;
using OpsWorker.Pipeline.Drift;

namespace OpsWorker.Server.Commands.Drift;

/// <summary>Writes differences for people.</summary>
internal static class DriftText
{
    private const int MaxValue = 40;

    public static void Write(TextWriter output, IReadOnlyList<FieldDrift> drift, int manifests)
    {
        if (drift.Count == 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"No drift in {manifests} manifests."));
            return;
        }

        string[] heading = ["OBJECT", "FIELD", "SEVERITY", "DESIRED", "LIVE", "BY", "SINCE"];
        TextTable.Write(output, [heading, .. drift.OrderByDescending(d => d.Severity).Select(Row)]);
    }

    private static string[] Row(FieldDrift drift) =>
    [
        drift.Object,
        drift.Kind == DriftKind.Missing ? "(missing)" : drift.Path,
        drift.Severity.ToString().ToLowerInvariant(),
        Value(drift.Desired),
        Value(drift.Live),
        drift.Actor ?? "-",
        drift.At?.ToString("u", CultureInfo.InvariantCulture) ?? "-",
    ];

    private static string Value(string? value) =>
        value is null ? "-" : value.Length <= MaxValue ? value : value[..MaxValue] + "…";
}
