using System.Diagnostics;
using System.Runtime.InteropServices;

namespace OpsWorker.Testing.Lambda;

/// <summary>The functions as <c>dotnet publish</c> writes them for Lambda.</summary>
/// <param name="Folder">The folder that becomes the package.</param>
/// <param name="IsNative">Compiled ahead of time for <c>provided.al2023</c>; otherwise assemblies for the managed runtime.</param>
public sealed record FunctionsPublication(string Folder, bool IsNative)
{
    private const string Project = "src/OpsWorker.Functions";
    private const string PackageNotFound = "NU1101";

    /// <summary>The program that Lambda executes.</summary>
    public string Program => IsNative ? Path.Combine(Folder, "bootstrap") : Path.Combine(DotNetRoot, "dotnet");

    /// <summary>Its arguments; the managed runtime's <c>bootstrap.sh</c> gives these for a handler without a colon.</summary>
    public IReadOnlyList<string> Arguments => IsNative ? [] : ["exec", Path.Combine(Folder, "OpsWorker.Functions.dll")];

    private static string DotNetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The variables that choose a function.</summary>
    public IReadOnlyDictionary<string, string> HandlerOf(string function) => IsNative
        ? new Dictionary<string, string> { ["_HANDLER"] = function }
        : new Dictionary<string, string> { ["_HANDLER"] = "OpsWorker.Functions", ["OPSWORKER_FUNCTION"] = function };

    /// <summary>Publishes the assemblies of the configuration that runs, which are built already.</summary>
    /// <param name="folder">Where to.</param>
    public static async Task<FunctionsPublication> PublishManagedAsync(string folder)
    {
        await PublishAsync(["--no-build", "--configuration", Configuration, "--output", folder]);
        return new FunctionsPublication(folder, IsNative: false);
    }

    /// <summary>Compiles ahead of time.</summary>
    /// <param name="folder">Where to, see <see cref="CompileAsync"/>.</param>
    /// <exception cref="CompilerNotFoundException">No source of packages has the compiler.</exception>
    public static Task<FunctionsPublication> PublishNativeAsync(string folder) =>
        CompileAsync(folder, "native", isNative: true, "-p:PublishAot=true");

    /// <summary>Compiles assemblies for a quick start.</summary>
    /// <param name="folder">Where to, see <see cref="CompileAsync"/>.</param>
    /// <exception cref="CompilerNotFoundException">No source of packages has the compiler.</exception>
    public static Task<FunctionsPublication> PublishReadyToRunAsync(string folder) =>
        CompileAsync(folder, "r2r", isNative: false, "--no-self-contained", "-p:PublishReadyToRun=true");

    /// <summary>Compiles in a place of its own, so that nothing that other tests use is touched, and goes faster the next time.</summary>
    private static async Task<FunctionsPublication> CompileAsync(string folder, string name, bool isNative, params string[] options)
    {
        var output = Path.Combine(folder, name);
        await PublishAsync(
        [
            "--configuration", "Release", "--runtime", RuntimeInformation.RuntimeIdentifier, "--artifacts-path", folder, "--output", output,
            "-p:RunAnalyzers=false", .. options,
        ]);
        return new FunctionsPublication(output, isNative);
    }

    private static string Configuration =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    private static async Task PublishAsync(IEnumerable<string> arguments)
    {
        string[] command = ["publish", Path.Combine(Repository.Root, Project), "--disable-build-servers", .. arguments];
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(DotNetRoot, "dotnet"), command)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return;
        if (output.Split('\n').FirstOrDefault(line => line.Contains(PackageNotFound, StringComparison.Ordinal)) is { } line)
        {
            throw new CompilerNotFoundException("No source of packages has the compiler: " + line.Trim());
        }

        throw new InvalidOperationException($"dotnet {string.Join(' ', command)}\n{output}{await errors}");
    }
}
