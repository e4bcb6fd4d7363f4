using OpsWorker.Core;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Identifies alerts whose sender does not.</summary>
internal static class Fingerprints
{
    /// <summary>A hash of the labels, whatever their order.</summary>
    public static string Of(IReadOnlyDictionary<string, string> labels)
    {
        var parts = labels.OrderBy(label => label.Key, StringComparer.Ordinal).SelectMany(label => new[] { label.Key, label.Value });
        return Identifier.From("labels", parts.ToArray());
    }
}
