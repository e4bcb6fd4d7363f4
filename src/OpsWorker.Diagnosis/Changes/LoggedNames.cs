using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Changes;

/// <summary>The names of files and identifiers in the logs of a workload: a stack trace has those of the code that fails.</summary>
internal sealed class LoggedNames(ObjectReference workload, DiagnosisContext context)
{
    private const int MinLength = 5;

    // Every program has one, and every stack trace ends in it.
    private static readonly HashSet<string> s_entries = new(StringComparer.OrdinalIgnoreCase)
    {
        "main.go", "main.py", "main.ts", "main.js", "main.rs", "index.js", "index.ts", "app.py", "app.js", "server.js", "server.ts",
        "Program.cs", "Application.java", "__init__.py", "__main__.py",
    };

    private readonly HashSet<string> _names =
    [
        .. context.State.PodsOf(workload).SelectMany(context.State.LogsOf).SelectMany(context.FreshLines.Of).SelectMany(Words),
    ];

    /// <summary>True where the logs name a file that a change touches, or an identifier of its title.</summary>
    public bool Mention(SourceChange change) =>
        change.Files.Select(FileName).Any(name => !s_entries.Contains(name) && _names.Contains(name))
        || Words(change.Title).Any(word => IsIdentifier(word) && _names.Contains(word));

    private static string FileName(string path) => path[(path.LastIndexOf('/') + 1)..];

    // A word of plain language says nothing: LEDGER_URL, PriceReader.
    private static bool IsIdentifier(string word) => word.Contains('_', StringComparison.Ordinal)
        || (word.Any(char.IsLower) && word.Skip(1).Any(char.IsUpper));

    private static IEnumerable<string> Words(string text)
    {
        var begin = 0;
        for (var end = 0; end <= text.Length; end++)
        {
            if (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '.' or '-')) continue;
            if (end - begin >= MinLength) yield return text[begin..end].Trim('.');
            begin = end + 1;
        }
    }
}
