namespace OpsWorker.EndToEnd.Tests;

/// <summary>Finds programs on PATH.</summary>
internal static class InstalledProgram
{
    /// <summary>The path of a program; null where there is none.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);
}
