namespace OpsWorker.Infra.Tests;

/// <summary>Programs that a test needs and that may not be there.</summary>
internal static class Programs
{
    /// <summary>Where the program is that PATH finds first, or null.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => (string[])[Path.Combine(folder, name), Path.Combine(folder, name + ".exe")])
            .FirstOrDefault(File.Exists);
}
