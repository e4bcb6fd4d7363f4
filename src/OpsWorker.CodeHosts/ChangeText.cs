using OpsWorker.Core;

namespace OpsWorker.CodeHosts;

/// <summary>Cuts text of a host, which anybody who may open a pull request writes, to one visible line.</summary>
internal static class ChangeText
{
    private const int MaxLength = 160;

    /// <summary>The first line.</summary>
    public static string Line(string? text)
    {
        var first = (text ?? "").Trim().Split('\n', 2)[0].TrimEnd();
        var line = VisibleText.Line(first.Length <= MaxLength ? first : first[..MaxLength] + "…");
        return line.Length == 0 ? "(no title)" : line;
    }

    /// <summary>True for names of programs that open requests.</summary>
    public static bool IsBot(string name) => name.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase)
        || name.Contains("renovate", StringComparison.OrdinalIgnoreCase) || name.Contains("dependabot", StringComparison.OrdinalIgnoreCase)
        || (name.StartsWith("project_", StringComparison.Ordinal) && name.Contains("_bot", StringComparison.Ordinal));
}
