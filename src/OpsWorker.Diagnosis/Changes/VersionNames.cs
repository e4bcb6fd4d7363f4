using OpsWorker.Core.CodeHosts;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>The names that a repository may have for versions of an image: a commit in the tag, or a tag with or without prefix.</summary>
internal static class VersionNames
{
    private const int ShortestCommit = 7;
    private const int LongestCommit = 40;

    /// <summary>The steps from a version to another one, the likeliest first; none where a tag names no version, as <c>main</c>.</summary>
    /// <param name="before">The version before.</param>
    /// <param name="after">The version after.</param>
    /// <param name="component">The name that a repository of several components writes before a version.</param>
    public static IEnumerable<VersionStep> Steps(string? before, string? after, string component)
    {
        if (before is null || after is null || before == after) return [];
        return Of(before, component).Zip(Of(after, component), (old, now) => new VersionStep(old, now));
    }

    private static string[] Of(string version, string component)
    {
        if (Commit(version) is { } commit) return [commit];
        var number = version.StartsWith('v') ? version[1..] : version;
        return number.Length > 0 && char.IsAsciiDigit(number[0]) && number.Contains('.', StringComparison.Ordinal)
            ? [$"v{number}", number, $"{component}/v{number}", $"{component}-v{number}"]
            : [];
    }

    // "sha-3f2c1ab", "main-3f2c1ab", "1.4.2-3f2c1ab". Digits alone are a date or the number of a build.
    private static string? Commit(string version)
    {
        var last = version[(version.LastIndexOf('-') + 1)..];
        var isCommit = last.Length is >= ShortestCommit and <= LongestCommit && last.All(char.IsAsciiHexDigitLower)
            && (last.Length == LongestCommit || last.Any(char.IsAsciiLetter) || version.StartsWith("sha-", StringComparison.Ordinal));
        return isCommit ? last : null;
    }
}
