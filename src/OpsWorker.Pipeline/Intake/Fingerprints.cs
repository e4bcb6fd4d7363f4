using OpsWorker.Core;

namespace OpsWorker.Pipeline.Intake;

/// <summary>Identifies alerts across their occurrences.</summary>
internal static class Fingerprints
{
    private const int MaxLength = 200;

    /// <summary>The sender's own identity, hashed where it is long; without one a hash of the labels, whatever their order.</summary>
    public static string Of(string? given, IReadOnlyDictionary<string, string> labels)
    {
        if (given is { Length: > 0 }) return given.Length <= MaxLength ? given : Identifier.From("long", given);
        var parts = labels.OrderBy(label => label.Key, StringComparer.Ordinal).SelectMany(label => new[] { label.Key, label.Value });
        return Identifier.From("labels", parts.ToArray());
    }
}
