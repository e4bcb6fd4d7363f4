namespace OpsWorker.Embedded.Backups;

/// <summary>The names in a backup, a gzipped tar archive; they are those of the data folder.</summary>
internal static class BackupLayout
{
    public const string Database = "opsworker.db";
    public const string Evidence = "evidence";

    /// <summary>The keys without which tokens and upload addresses of before are refused.</summary>
    public static readonly string[] Keys = ["commands.key", "portal.key", "sessions.key", "uploads.key"];

    /// <summary>True if the name is one that a backup has; no other leaves an archive.</summary>
    public static bool IsKnown(string name) =>
        name == Database
        || Keys.Contains(name)
        || (name.StartsWith(Evidence + "/", StringComparison.Ordinal) && name.Split('/').All(IsPart));

    private static bool IsPart(string part) => part is not ("" or "." or "..") && !part.AsSpan().ContainsAny('\\', ':', '\0');
}
