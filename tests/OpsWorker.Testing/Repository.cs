using System.Runtime.CompilerServices;
using Xunit;

namespace OpsWorker.Testing;

/// <summary>Finds files of the repository, and the recorded clusters and webhooks that may stand beside it.</summary>
public static class Repository
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A folder or file beside the repository, in <c>shared</c>; where there is none the test is skipped.</summary>
    public static string Shared(string name)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", name));
        Assert.SkipUnless(Path.Exists(path), $"../shared/{name} is not beside the repository.");
        return path;
    }

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var directory = new DirectoryInfo(Path.GetDirectoryName(thisFile)!);
        while (!File.Exists(Path.Combine(directory.FullName, "OpsWorker.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("OpsWorker.sln was not found above the tests.");
        }

        return directory.FullName;
    }
}
