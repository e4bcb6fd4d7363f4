using System.Collections.Concurrent;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Server.Evaluation;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Recorded;

/// <summary>
/// A cluster that was recorded while one thing was broken: the alert, the truth and the dump. The cases are shared by all
/// tests: each file is read once, and each case investigated as it is once.
/// </summary>
internal sealed class RecordedCase
{
    private static readonly ConcurrentDictionary<string, RecordedCase> s_cases = [];

    private readonly string _folder;
    private readonly Lazy<CachedReader> _reader;
    private readonly Lazy<Task<Investigation>> _asItIs;

    private RecordedCase(string folder)
    {
        _folder = folder;
        _reader = new(() => new CachedReader(DumpReader.Open(Path.Combine(folder, "cluster"))));
        _asItIs = new(() => Investigation.RunAsync(Incident, _reader.Value));
    }

    public string Name => Path.GetFileName(_folder);

    public ExpectedCause Expected => ExpectedCause.Read(File.ReadAllText(Path.Combine(_folder, "expected.json")));

    public Incident Incident => CaseAlert.Incident(_folder);

    /// <summary>The recording, each file of which is read once.</summary>
    public IQueryReader Reader => _reader.Value;

    /// <summary>The cases of a collection that have an answer; skips the test where it is not beside the repository.</summary>
    /// <param name="collection">Its folder, for example <c>cases-field</c>.</param>
    public static IReadOnlyList<RecordedCase> All(string collection) =>
    [
        .. Directory.GetDirectories(Repository.Shared(collection)).Order(StringComparer.Ordinal)
            .Where(f => File.Exists(Path.Combine(f, "expected.json"))).Select(Of),
    ];

    /// <summary>The case of a folder.</summary>
    public static RecordedCase Of(string folder) => s_cases.GetOrAdd(folder, f => new RecordedCase(f));

    /// <summary>Runs a check on all cases of a collection, one at a time for each processor, and lists the failures.</summary>
    public static async Task<IReadOnlyList<string>> FailuresAsync(string collection, Func<RecordedCase, Task<string?>> check)
    {
        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(All(collection), TestContext.Current.CancellationToken, async (recorded, _) =>
        {
            if (await check(recorded) is { } failure) failures.Add($"{recorded.Name}: {failure}");
        });
        return [.. failures.Order(StringComparer.Ordinal)];
    }

    /// <summary>The investigation of the unchanged recording.</summary>
    public Task<Investigation> InvestigateAsync() => _asItIs.Value;

    /// <summary>An investigation with a reader between it and the dump, perhaps with other labels.</summary>
    public Task<Investigation> InvestigateAsync(Func<IQueryReader, IQueryReader> between, Func<string, string>? label = null)
    {
        var incident = Incident;
        if (label is not null) incident = incident with { Labels = incident.Labels.ToDictionary(l => l.Key, l => label(l.Value)) };
        return Investigation.RunAsync(incident, between(_reader.Value));
    }

    /// <summary>The names of the objects of a kind, and the images, that were recorded.</summary>
    public Renaming Renaming() => Recorded.Renaming.Of(Path.Combine(_folder, "cluster"));
}
