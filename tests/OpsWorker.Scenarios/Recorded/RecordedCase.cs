using OpsWorker.Core.Queries;
using OpsWorker.Server.Evaluation;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>
/// A cluster that was recorded while one thing was broken: the alert, the truth and the dump. The cases are shared by all
/// tests: each file is read once, and each case investigated as it is once.
/// </summary>
/// <param name="folder">Its folder.</param>
internal sealed class RecordedCase(string folder)
{
    private static readonly Lazy<IReadOnlyList<RecordedCase>> s_all = new(() =>
        [.. Directory.GetDirectories(Repository.Shared("cases")).Order(StringComparer.Ordinal).Select(f => new RecordedCase(f))]);

    private readonly Lazy<CachedReader> _reader = new(() => new CachedReader(DumpReader.Open(Path.Combine(folder, "cluster"))));
    private Task<Investigation>? _asItIs;

    /// <summary>All cases; skips the test where none are beside the repository.</summary>
    public static IReadOnlyList<RecordedCase> All
    {
        get
        {
            Repository.Shared("cases");
            return s_all.Value;
        }
    }

    public string Name => Path.GetFileName(folder);

    public ExpectedCause Expected => ExpectedCause.Read(File.ReadAllText(Path.Combine(folder, "expected.json")));

    /// <summary>Runs a check on all cases, one at a time for each processor, and lists the failures.</summary>
    public static async Task<IReadOnlyList<string>> FailuresAsync(Func<RecordedCase, Task<string?>> check)
    {
        var failures = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(All, TestContext.Current.CancellationToken, async (recorded, _) =>
        {
            if (await check(recorded) is { } failure) failures.Add($"{recorded.Name}: {failure}");
        });
        return [.. failures.Order(StringComparer.Ordinal)];
    }

    /// <summary>The investigation of the unchanged recording.</summary>
    public Task<Investigation> InvestigateAsync()
    {
        lock (_reader)
        {
            return _asItIs ??= Investigation.RunAsync(CaseAlert.Incident(folder), _reader.Value);
        }
    }

    /// <summary>An investigation with a reader between it and the dump, perhaps with other labels.</summary>
    public Task<Investigation> InvestigateAsync(Func<IQueryReader, IQueryReader> between, Func<string, string>? label = null)
    {
        var incident = CaseAlert.Incident(folder);
        if (label is not null) incident = incident with { Labels = incident.Labels.ToDictionary(l => l.Key, l => label(l.Value)) };
        return Investigation.RunAsync(incident, between(_reader.Value));
    }

    /// <summary>The names of the objects of a kind, and the images, that were recorded.</summary>
    public Renaming Renaming() => Recorded.Renaming.Of(Path.Combine(folder, "cluster"));
}
