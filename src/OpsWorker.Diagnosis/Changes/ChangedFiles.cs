using OpsWorker.Core.CodeHosts;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>Weighs a change by the files that it touches.</summary>
internal static class ChangedFiles
{
    private const int Harmless = 0;
    private const int Dependency = 1;
    private const int Code = 2;
    private const int OwnDependency = 3;
    private const int OwnCode = 4;

    private static readonly string[] s_documents = [".md", ".txt", ".rst", ".adoc", ".png", ".svg"];
    private static readonly string[] s_folders = ["docs", "doc", ".github", ".gitlab", "test", "tests", "spec", "examples"];

    /// <summary>The weight; higher is likelier.</summary>
    public static int WeightOf(SourceChange change, ChangeQuestion question)
    {
        if (change.Files.Count > 0 && change.Files.All(IsHarmless)) return Harmless;
        var isOwn = change.Files.Any(file => IsOf(file, question));
        return (change.IsByBot, isOwn) switch
        {
            (false, true) => OwnCode,
            (true, true) => OwnDependency,
            (false, false) => Code,
            (true, false) => Dependency,
        };
    }

    private static bool IsHarmless(string file) =>
        s_documents.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
        || file.Split('/')[..^1].Any(folder => s_folders.Contains(folder, StringComparer.OrdinalIgnoreCase));

    // A folder of the workload's or the image's name, in a repository of several components.
    private static bool IsOf(string file, ChangeQuestion question) => file.Split('/')[..^1]
        .Any(folder => folder.Equals(question.Workload.Name, StringComparison.OrdinalIgnoreCase)
            || folder.Equals(question.Image[(question.Image.LastIndexOf('/') + 1)..], StringComparison.OrdinalIgnoreCase));
}
