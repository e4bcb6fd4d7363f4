using System.Diagnostics;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Dump;

public sealed class DumpLinksTests : IDisposable
{
    private static readonly Query Logs = new() { Verb = QueryVerb.Logs, Resource = "pods", Namespace = "shop", Name = "evil" };

    /// <summary>A pipe without a writer is waited for without end.</summary>
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(20);

    private readonly RecordedCluster _cluster = new();
    private readonly string _outside = Directory.CreateTempSubdirectory("opsworker-outside-").FullName;

    public DumpLinksTests()
    {
        File.WriteAllText(Path.Combine(_outside, "logs.txt"), "from outside\n");
        File.WriteAllText(Path.Combine(_outside, "configmaps.json"), """{"items":[{"metadata":{"name":"outside","namespace":"shop"}}]}""");
        Directory.CreateDirectory(Path.Combine(_cluster.Path, "shop", "evil"));
    }

    public void Dispose()
    {
        _cluster.Dispose();
        Directory.Delete(_outside, recursive: true);
    }

    [Fact]
    public async Task A_link_to_a_file_outside_is_not_followed()
    {
        File.CreateSymbolicLink(Path.Combine(_cluster.Path, "shop", "evil", "logs.txt"), Path.Combine(_outside, "logs.txt"));
        _cluster.Delete("shop/configmaps.json");
        File.CreateSymbolicLink(Path.Combine(_cluster.Path, "shop", "configmaps.json"), Path.Combine(_outside, "configmaps.json"));
        var reader = DumpReader.Open(_cluster.Path);

        (await AskAsync(reader, Logs)).Content.ShouldBeEmpty();
        (await AskAsync(reader, new Query { Verb = QueryVerb.List, Resource = "configmaps" })).Content.ShouldNotContain("outside");
        reader.Gaps.ShouldContain(g => g.Contains("a link that leads out of the dump", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_link_to_a_folder_outside_is_not_followed()
    {
        Directory.CreateSymbolicLink(Path.Combine(_cluster.Path, "shop", "linked"), _outside);
        Directory.CreateSymbolicLink(Path.Combine(_cluster.Path, "other"), _outside);
        Directory.CreateSymbolicLink(Path.Combine(_cluster.Path, "shop", "chain"), "linked");
        var reader = DumpReader.Open(_cluster.Path);

        (await AskAsync(reader, Logs with { Name = "linked" })).Content.ShouldBeEmpty();
        (await AskAsync(reader, Logs with { Name = "chain" })).Content.ShouldBeEmpty();
        reader.Namespaces.ShouldNotContain("other");
    }

    [Fact]
    public async Task A_link_within_the_dump_is_followed()
    {
        _cluster.Write("shop/real/logs.txt", "from inside\n");
        File.CreateSymbolicLink(Path.Combine(_cluster.Path, "shop", "evil", "logs.txt"), Path.Combine("..", "real", "logs.txt"));

        (await AskAsync(DumpReader.Open(_cluster.Path), Logs)).Content.ShouldContain("from inside");
    }

    [Fact]
    public async Task Pipes_and_devices_are_not_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no named pipes in folders.");
        var pipe = Path.Combine(_cluster.Path, "shop", "evil", "logs.txt");
        using (var mkfifo = Process.Start("mkfifo", [pipe])) await mkfifo.WaitForExitAsync(TestContext.Current.CancellationToken);

        var answer = Task.Run(() => AskAsync(DumpReader.Open(_cluster.Path), Logs), TestContext.Current.CancellationToken);
        try
        {
            (await answer.WaitAsync(s_enough, TestContext.Current.CancellationToken)).Content.ShouldBeEmpty();
        }
        finally
        {
            // A reader that waits for the pipe gets its end.
            await using var writer = new FileStream(pipe, FileMode.Open, FileAccess.ReadWrite);
        }
    }

    private static Task<QueryResult> AskAsync(DumpReader reader, Query query) =>
        reader.ReadAsync(query, TestContext.Current.CancellationToken);
}
