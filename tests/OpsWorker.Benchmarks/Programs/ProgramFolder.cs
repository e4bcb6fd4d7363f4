using System.Diagnostics;

namespace OpsWorker.Benchmarks.Programs;

/// <summary>The published programs of one commit: a folder with a folder for each, of native programs or of assemblies.</summary>
/// <param name="Name">The column's heading.</param>
/// <param name="Path">The folder.</param>
internal sealed record ProgramFolder(string Name, string Path)
{
    /// <summary>From an argument <c>NAME=FOLDER</c>.</summary>
    public static ProgramFolder Parse(string argument) => argument.Split('=', 2) is [var name, var path]
        ? new ProgramFolder(name, System.IO.Path.GetFullPath(path))
        : throw new ArgumentException($"\"{argument}\" is not NAME=FOLDER.", nameof(argument));

    /// <summary>The start of one of the programs.</summary>
    public ProcessStartInfo Start(string program, params IEnumerable<string> arguments)
    {
        var assembly = System.IO.Path.Combine(Path, program, program + ".dll");
        return File.Exists(assembly)
            ? new ProcessStartInfo("dotnet", [assembly, .. arguments])
            : new ProcessStartInfo(System.IO.Path.Combine(Path, program, program), arguments);
    }
}
