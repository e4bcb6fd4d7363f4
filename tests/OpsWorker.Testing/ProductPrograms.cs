namespace OpsWorker.Testing;

/// <summary>
/// The programs that tests start: those that were built with the test project, or the published ones of a folder that the
/// environment names, so that the same tests hold both.
/// </summary>
public static class ProductPrograms
{
    /// <summary>The environment variable that names the folder of the published programs.</summary>
    public const string Variable = "OPSWORKER_TEST_PROGRAMS";

    /// <summary>The folder of the published programs; null where the built ones are started.</summary>
    public static string? PublishedFolder { get; } =
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? Path.GetFullPath(folder) : null;

    /// <summary>The command that starts a program.</summary>
    /// <param name="name"><c>opsworker</c> or <c>opsworker-agent</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    public static IReadOnlyList<string> Command(string name, IEnumerable<string> arguments) => PublishedFolder is { } folder
        ? [Path.Combine(folder, name, OperatingSystem.IsWindows() ? name + ".exe" : name), .. arguments]
        : ["dotnet", Path.Combine(AppContext.BaseDirectory, name + ".dll"), .. arguments];
}
