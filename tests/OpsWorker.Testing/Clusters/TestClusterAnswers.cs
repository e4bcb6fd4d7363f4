using System.Text;
using System.Text.Json.Nodes;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Testing.Clusters;

/// <summary>Answers queries and runs the investigation as the pipeline does: rounds of queries until nothing more is wanted.</summary>
public sealed partial class TestCluster
{
    private const int MaxRounds = 4;

    /// <summary>The number of query rounds of the last diagnosis.</summary>
    public int Rounds { get; private set; }

    /// <summary>The state as it was at the end of the last diagnosis.</summary>
    public ClusterState State { get; private set; } = ClusterState.From([]);

    /// <summary>Investigates an alert with these labels; without any, one that names just the namespace.</summary>
    public DiagnosisResult Diagnose(Dictionary<string, string>? labels = null)
    {
        var scope = Scope.From(IncidentSamples.WithLabels(labels ?? new() { ["namespace"] = Namespace }, AlertAt));
        var engine = new DiagnosisEngine(DetectorCatalogue.All);
        var evidence = new List<Evidence>();
        var queries = Plan.For(scope);
        for (Rounds = 1; ; Rounds++)
        {
            evidence.AddRange(queries.Select((q, i) => new Evidence($"e{Rounds}-{i + 1}", Answer(q))));
            State = ClusterState.From(evidence);
            var result = engine.Run(State, scope);
            if (result.NeedMore.Count == 0 || Rounds == MaxRounds) return result;
            queries = result.NeedMore;
        }
    }

    private QueryResult Answer(Query query)
    {
        var content = query.Verb switch
        {
            _ when query.Resource is not null && _unanswered.Contains(PlainName(query)) => null,
            QueryVerb.List => ListAnswer(query),
            QueryVerb.Metrics => new JsonObject { ["series"] = _series.DeepClone() }.ToJsonString(),
            QueryVerb.Probe => _probes.ToJsonString(),
            QueryVerb.Discover when query.Resource == Query.Baseline =>
                new JsonObject { ["baseline"] = _baseline.DeepClone() }.ToJsonString(),
            QueryVerb.Discover => new JsonObject { ["edges"] = _calls.DeepClone() }.ToJsonString(),
            QueryVerb.Logs => LogAnswer(query),
            QueryVerb.Version => "{}",
            _ => null,
        };
        var outcome = string.IsNullOrEmpty(content) ? QueryOutcome.NoData : QueryOutcome.Success;
        var omitted = _cut.Contains(PlainName(query)) ? 1 : 0;
        return new QueryResult { Query = query, Outcome = outcome, Content = content ?? "", CollectedAt = Now, OmittedBytes = omitted };
    }

    // Resources of an extension are asked for with their group.
    private static string PlainName(Query query) => query.Resource?.Split('.')[0] ?? "";

    private string ListAnswer(Query query)
    {
        var items = _lists
            .Where(l => l.Key.Resource == PlainName(query) && (query.Namespace is null || l.Key.Namespace == query.Namespace))
            .SelectMany(l => l.Value)
            .Select(i => i!.DeepClone());
        return new JsonObject { ["kind"] = "List", ["items"] = new JsonArray([.. items]) }.ToJsonString();
    }

    private string LogAnswer(Query query)
    {
        var text = new StringBuilder();
        foreach (var (ns, pod, container, previous, lines) in _logs)
        {
            if (previous != query.Previous || (query.Name is not null && query.Name != pod)) continue;
            text.AppendLine($"==== START logs for container {container} of pod {ns}/{pod} ====");
            foreach (var line in lines) text.AppendLine(line);
            text.AppendLine($"==== END logs for container {container} of pod {ns}/{pod} ====");
        }

        return text.ToString();
    }
}
