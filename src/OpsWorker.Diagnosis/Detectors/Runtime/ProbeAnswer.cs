namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>Reads what an application answered to its probe: a program that prints the reason, or a status of the 5xx class.</summary>
internal static class ProbeAnswer
{
    private const int MaxShown = 200;

    private static readonly string[] s_silent =
        ["connection refused", "timeout", "deadline exceeded", "did not complete within", "failed to connect"];

    /// <summary>The answer; null where there was none, or where it is the probe that is wrong.</summary>
    public static string? Of(ProbeFailure failure, DiagnosisContext context) =>
        failure.Said is not null && Text(failure) is { Length: > 0 } text
        && !s_silent.Any(w => failure.Text.Contains(w, StringComparison.OrdinalIgnoreCase))
        && ProbeVerdict.Judge(failure, context) is null
            ? text
            : null;

    /// <summary>The answer's first line, for a summary.</summary>
    public static string FirstLine(string answer) => answer.Split('\n')[0] is var line && line.Length > MaxShown ? line[..MaxShown] : line;

    // "Readiness probe failed: ..." and, of a program, what it printed.
    private static string Text(ProbeFailure failure)
    {
        var colon = failure.Text.IndexOf(": ", StringComparison.Ordinal);
        return colon < 0 ? "" : failure.Text[(colon + 2)..].Trim();
    }
}
