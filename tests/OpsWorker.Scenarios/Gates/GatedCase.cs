using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.State;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Scenarios.Recorded;
using OpsWorker.Server.Evaluation;
using OpsWorker.Testing;

namespace OpsWorker.Scenarios.Gates;

/// <summary>A recorded case that gates change. The cases are shared by all tests: each query is answered from the recording once.</summary>
internal sealed class GatedCase
{
    // The recordings of one source are much alike: one in so many stands for the others.
    private static readonly (string Folder, int Each)[] s_sources = [("cases", 2), ("cases-trainticket", 3), ("cases-field", 2)];

    // Larger ones are whole production clusters, which take seconds.
    private const long MostBytes = 5_000_000;

    private static readonly Lazy<IReadOnlyList<GatedCase>> s_sample = new(() =>
        [.. s_sources.SelectMany(s => Folders(s.Folder).Where((_, i) => i % s.Each == 0)).Select(f => new GatedCase(RecordedCase.Of(f)))]);
    private static readonly Lazy<IReadOnlyList<GatedCase>> s_withoutFault = new(() =>
        [.. Folders("cases-field").Select(f => new GatedCase(RecordedCase.Of(f))).Where(c => c.Expected.Objects.Count == 0)]);

    private readonly Lazy<Task<DiagnosisResult>> _asItIs;
    private readonly Lazy<Task<GateScene>> _scene;
    private readonly ConcurrentDictionary<Query, QueryResult> _answers = [];
    private readonly QueryExecutor _executor;
    private readonly Incident _incident;
    private readonly RecordedCase _recorded;

    private GatedCase(RecordedCase recorded, Incident? about = null)
    {
        _recorded = recorded;
        _incident = about ?? recorded.Incident;
        _asItIs = new(() => about is null ? ReadAsItIsAsync() : RunAsync(new ClusterEdit()));
        _scene = new(ReadSceneAsync);
        _executor = new QueryExecutor(recorded.Reader, new QueryLimits(), TimeProvider.System, NullLogger<QueryExecutor>.Instance);
    }

    /// <summary>Cases of all sources; skips the test where none are beside the repository.</summary>
    public static IReadOnlyList<GatedCase> Sample
    {
        get
        {
            foreach (var (folder, _) in s_sources) Repository.Shared(folder);
            return s_sample.Value;
        }
    }

    /// <summary>The cases in which nothing is to be found.</summary>
    public static IReadOnlyList<GatedCase> WithoutFault
    {
        get
        {
            Repository.Shared("cases-field");
            return s_withoutFault.Value;
        }
    }

    public string Name => _recorded.Name;

    public ExpectedCause Expected => _recorded.Expected;

    /// <summary>The same cluster, and an alert that says only that something of a namespace does not answer.</summary>
    public GatedCase About(string ns) => new(_recorded, _incident with
    {
        Labels = new Dictionary<string, string> { ["namespace"] = ns },
        Alerts = [_incident.Alerts[0] with { Name = "ServiceUnavailable" }],
    });

    /// <summary>The diagnosis of the cluster as it is.</summary>
    public Task<DiagnosisResult> AsItIsAsync() => _asItIs.Value;

    /// <summary>The scene, from what was asked of the cluster as it is.</summary>
    public Task<GateScene> SceneAsync() => _scene.Value;

    /// <summary>The diagnosis of the changed cluster.</summary>
    public async Task<DiagnosisResult> RunAsync(ClusterEdit edit)
    {
        var context = new DirectContext(_incident, (queries, _) => AnswerAsync(queries, edit), TimeProvider.System);
        var script = new InvestigationScript(new DiagnosisEngine(DetectorCatalogue.All));
        return (await script.RunAsync("inv_gate", context, TestContext.Current.CancellationToken)).Diagnosis;
    }

    /// <summary>True if the first answer is right.</summary>
    public bool IsRight(DiagnosisResult diagnosis) => diagnosis.Causes is [var first, ..]
        ? Expected.HasCode(first.Finding.Cause) && Expected.HasObject(first.Finding.Object)
        : Expected.HasCode(diagnosis.Verdict);

    private static IEnumerable<string> Folders(string source) => Directory.GetDirectories(Repository.Shared(source))
        .Order(StringComparer.Ordinal)
        .Where(f => File.Exists(Path.Combine(f, "expected.json")) && new DirectoryInfo(f)
            .EnumerateFiles("*", SearchOption.AllDirectories).Sum(x => x.Length) < MostBytes);

    private async Task<DiagnosisResult> ReadAsItIsAsync()
    {
        var investigation = await _recorded.InvestigateAsync();
        foreach (var evidence in investigation.Evidence) _answers[evidence.Result.Query] = evidence.Result;
        return investigation.Diagnosis;
    }

    private async Task<GateScene> ReadSceneAsync()
    {
        await AsItIsAsync();
        var state = ClusterState.From(_answers.Values.Select((a, i) => new Evidence($"e{i}", a)));
        return GateScene.Of(state, _incident, Expected.Objects, Name);
    }

    private async Task<IReadOnlyList<QueryResult>> AnswerAsync(IReadOnlyList<Query> queries, ClusterEdit edit)
    {
        var missing = queries.Where(q => !_answers.ContainsKey(q)).ToList();
        var read = await _executor.ExecuteAsync(missing, TestContext.Current.CancellationToken);
        foreach (var answer in read) _answers[answer.Query] = answer;
        return [.. queries.Select(q => edit.Apply(_answers[q]))];
    }
}
