namespace OpsWorker.Core.Settings;

/// <summary>Finds environment variables with the product's prefix that are no settings, which are mostly misspelt.</summary>
public static class UnknownVariables
{
    /// <summary>The prefix of all settings in the environment.</summary>
    public const string Prefix = "OPSWORKER_";

    // What the test suite is set up by.
    private static readonly string[] s_ignored = [Prefix + "TEST_", Prefix + "UPDATE_GOLDEN"];

    // Kubernetes puts the addresses of a namespace's Services into the environment of its pods.
    private static readonly string[] s_serviceLinks = ["_SERVICE_HOST", "_SERVICE_PORT", "_PORT_"];

    /// <summary>A warning for each variable that is no setting, with the most similar name where there is one.</summary>
    /// <param name="variables">The names in the environment.</param>
    /// <param name="known">The names of the settings; one that ends with <c>__</c> stands for all that begin with it.</param>
    /// <param name="comparison">The comparison of names.</param>
    /// <param name="page">The documentation that lists the settings, for example <c>docs/server.md</c>.</param>
    public static IReadOnlyList<string> Warnings(
        IEnumerable<string> variables, IReadOnlyCollection<string> known, StringComparison comparison, string page)
    {
        bool IsKnown(string name) => known.Any(setting => setting.EndsWith("__", StringComparison.Ordinal)
            ? name.StartsWith(setting, comparison)
            : name.Equals(setting, comparison));

        return
        [
            .. variables
                .Where(name => name.StartsWith(Prefix, comparison) && !IsKnown(name))
                .Where(name => !s_ignored.Any(ignored => name.StartsWith(ignored, StringComparison.Ordinal)) && !IsServiceLink(name))
                .Order(StringComparer.Ordinal)
                .Select(name => $"{name} is not a setting and is ignored; " + (Nearest(name, known) is { } nearest
                    ? $"did you mean {nearest}?"
                    : $"{page} lists the settings.")),
        ];
    }

    private static bool IsServiceLink(string name) =>
        name.EndsWith("_PORT", StringComparison.Ordinal) || s_serviceLinks.Any(part => name.Contains(part, StringComparison.Ordinal));

    // More than a third of the letters wrong is another word.
    private static string? Nearest(string name, IEnumerable<string> known)
    {
        var word = name[Prefix.Length..].ToUpperInvariant();
        var (nearest, distance) = known
            .Select(setting => (setting, EditDistance.Between(word, setting[Prefix.Length..].ToUpperInvariant())))
            .MinBy(candidate => candidate.Item2);
        return distance <= word.Length / 3 ? nearest : null;
    }
}
