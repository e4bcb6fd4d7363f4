using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Printing;
using OpsWorker.Kubernetes.Queries.Syntax;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Printing.Kubectl;

/// <summary>
/// The commands of <c>commands.txt</c> against the cluster of <c>cluster.json</c>. The expected output was written from kubectl's
/// documentation and its printers of version 1.31, not from this program: <c>$</c> begins a command, <c>!</c> a line of standard error,
/// <c>=</c> an exit code other than 0, all else is standard output. Spaces at the end of a line do not count.
/// </summary>
public sealed class KubectlCommandTests(KubectlCluster cluster) : IClassFixture<KubectlCluster>
{
    public static TheoryData<string> Commands => [.. KubectlCluster.Expected.Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_prints_as_kubectl_does(string command) =>
        (await cluster.RunAsync(command)).ShouldBe(KubectlCluster.Expected[command]);
}

/// <summary>The recorded cluster, and the expected output of each command.</summary>
public sealed class KubectlCluster : IDisposable
{
    private const int UsageError = 2;

    private readonly TemporaryFolder _folder = new();
    private readonly DumpReader _reader;

    public KubectlCluster()
    {
        using var files = JsonDocument.Parse(File.ReadAllText(PathOf("cluster.json")));
        foreach (var file in files.RootElement.EnumerateObject())
        {
            var path = _folder.File(file.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file.Value.GetRawText());
        }

        _reader = DumpReader.Open(_folder.FullPath);
    }

    public static IReadOnlyDictionary<string, string> Expected { get; } = Read();

    public async Task<string> RunAsync(string typed)
    {
        if (KubectlSyntax.Parse(typed) is not KubectlParse.Accepted { Command: var command })
        {
            return Shown("", ((KubectlParse.Refused)KubectlSyntax.Parse(typed)).Reason, UsageError);
        }

        var results = new List<QueryResult>();
        foreach (var query in command.Queries) results.Add(await _reader.ReadAsync(query, CancellationToken.None));
        var answer = KubectlPrinter.Print(command, results);
        return Shown(answer.Text, answer.Errors, answer.HasFailed ? 1 : 0);
    }

    public void Dispose() => _folder.Dispose();

    private static string Shown(string text, string errors, int exitCode)
    {
        List<string> lines = [.. Lines(text), .. Lines(errors).Select(line => "! " + line)];
        if (exitCode != 0) lines.Add($"= {exitCode}");
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Lines(string text) =>
        text.Length == 0 ? [] : text.TrimEnd('\n').Split('\n').Select(line => line.TrimEnd(' '));

    private static Dictionary<string, string> Read()
    {
        var expected = new Dictionary<string, string>();
        foreach (var block in File.ReadAllText(PathOf("commands.txt")).Split("\n$ ", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = block.TrimEnd('\n').Split('\n');
            expected.Add(lines[0].TrimStart('$', ' '), string.Join('\n', lines.Skip(1).Select(line => line.TrimEnd(' '))));
        }

        return expected;
    }

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Printing", "Kubectl", name);
}
