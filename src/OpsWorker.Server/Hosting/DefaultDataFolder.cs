namespace OpsWorker.Server.Hosting;

/// <summary>
/// The data folder of a server that was given none: <c>opsworker</c> in the user's folder for application data, on Linux
/// <c>$XDG_DATA_HOME</c> or <c>~/.local/share</c>.
/// </summary>
internal static class DefaultDataFolder
{
    /// <summary>The folder in words, the same on every machine.</summary>
    public const string Description = "opsworker in the user's folder for application data (~/.local/share on Linux)";

    /// <summary>The folder, which need not exist; null where the environment names no home.</summary>
    /// <param name="variable">Environment variables by name.</param>
    public static string? Find(Func<string, string?> variable)
    {
        // Without HOME the runtime would take the home of the account that runs it, without a word.
        var hasHome = OperatingSystem.IsWindows()
            || !string.IsNullOrEmpty(variable("HOME"))
            || !string.IsNullOrEmpty(variable("XDG_DATA_HOME"));
        if (!hasHome) return null;
        var folder = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length == 0 ? null : Path.Combine(folder, "opsworker");
    }
}
