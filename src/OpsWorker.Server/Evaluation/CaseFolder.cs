using OpsWorker.Server.Commands;

namespace OpsWorker.Server.Evaluation;

/// <summary>A recorded case on disk.</summary>
/// <param name="Name">The folder's name.</param>
/// <param name="Directory">The folder.</param>
internal sealed record CaseFolder(string Name, string Directory)
{
    public string AlertFile => Path.Combine(Directory, "alert.json");

    public string ClusterFolder => Path.Combine(Directory, "cluster");

    /// <summary>The name of the folder that the case lies in, for scores by source.</summary>
    public string Collection => System.IO.Directory.GetParent(Directory)?.Name ?? "";

    public string ExpectedFile => Path.Combine(Directory, "expected.json");

    // A folder with half of a case counts as one, and is reported as broken.
    private bool IsCase => File.Exists(AlertFile) || System.IO.Directory.Exists(ClusterFolder);

    /// <summary>The folder itself where it is a case, else the cases in it.</summary>
    /// <exception cref="UserErrorException">There is no such folder.</exception>
    public static IEnumerable<CaseFolder> Find(string folder)
    {
        var directory = new DirectoryInfo(folder);
        if (!directory.Exists) throw new UserErrorException($"{folder}: there is no such folder.");
        var itself = Of(directory);
        return itself.IsCase ? [itself] : directory.EnumerateDirectories().Select(Of).Where(inside => inside.IsCase);
    }

    private static CaseFolder Of(DirectoryInfo directory) => new(directory.Name, directory.FullName);
}
