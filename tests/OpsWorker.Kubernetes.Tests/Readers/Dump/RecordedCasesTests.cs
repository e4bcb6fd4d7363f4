using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Readers.Dump;

/// <summary>The recorded clusters beside the repository are read whole and without complaint.</summary>
public sealed class RecordedCasesTests
{
    [Fact]
    public async Task Every_recorded_cluster_answers_every_verb()
    {
        Query[] queries =
        [
            new() { Verb = QueryVerb.List, Resource = "pods" },
            new() { Verb = QueryVerb.List, Resource = "events" },
            new() { Verb = QueryVerb.List, Resource = "nodes" },
            new() { Verb = QueryVerb.Logs, Namespace = "boutique", TailLines = 50 },
            new() { Verb = QueryVerb.Metrics },
            new() { Verb = QueryVerb.Probe },
            new() { Verb = QueryVerb.Discover, Resource = "servicegraph" },
            new() { Verb = QueryVerb.Version },
        ];
        foreach (var folder in Directory.GetDirectories(Repository.Shared("cases")))
        {
            var reader = DumpReader.Open(Path.Combine(folder, "cluster"));
            foreach (var query in queries)
            {
                var result = await reader.ReadAsync(query, TestContext.Current.CancellationToken);
                result.Error.ShouldBeNull($"{folder}: {query}");
                if (query.Verb != QueryVerb.Logs) result.Outcome.ShouldBe(QueryOutcome.Success, $"{folder}: {query}");
            }
        }
    }
}
