using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.State;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests;

/// <summary>Answers that somebody wrote to keep diagnosis busy.</summary>
public sealed class LargeAnswerTests
{
    private const int Many = 30_000;

    [Fact]
    public void Of_very_many_tiny_pods_some_are_read_and_the_report_says_so()
    {
        var pods = Enumerable.Range(0, Many)
            .Select(i => $"{{'metadata':{{'name':'p{i}','namespace':'shop'}},'status':{States.Crashing()}}}");
        var query = new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop" };

        var result = Diagnose(query, $"{{'kind':'PodList','items':[{string.Join(',', pods)}]}}");

        result.LookedAt.ShouldContain(l => l.EndsWith($"the first 10000 of {Many} objects were read", StringComparison.Ordinal));
        result.LookedAt.ShouldContain(l => l.EndsWith("findings the 400 surest were weighed", StringComparison.Ordinal));
        (result.Causes.Count + result.Unrelated.Count).ShouldBeLessThanOrEqualTo(400);
    }

    [Fact]
    public void Of_a_very_long_log_the_end_is_read()
    {
        var lines = string.Join('\n', Enumerable.Range(0, Many).Select(i => $"line {i}"));
        var evidence = Answer(new Query { Verb = QueryVerb.Logs, Namespace = "shop", Name = "web", Container = "main" }, lines);

        var log = ClusterState.From([evidence]).Logs.ShouldHaveSingleItem();

        log.Lines.Count.ShouldBe(2_000);
        log.Lines[^1].ShouldBe($"line {Many - 1}");
    }

    [Fact]
    public void Of_a_very_long_line_the_beginning_is_read() =>
        ClusterState.From([Answer(new Query { Verb = QueryVerb.Logs, Namespace = "shop", Name = "web" }, new string('a', 1_000_000))])
            .Logs.ShouldHaveSingleItem().Lines.ShouldHaveSingleItem().Length.ShouldBe(4_000);

    private static DiagnosisResult Diagnose(Query query, string json) =>
        new DiagnosisEngine(DetectorCatalogue.All).Run(
            ClusterState.From([Answer(query, json.Replace('\'', '"'))]), new Scope { Namespace = "shop", StartsAt = TestCluster.AlertAt });

    private static Core.Findings.Evidence Answer(Query query, string content) => new("ev_1", new QueryResult
    {
        Query = query,
        Outcome = QueryOutcome.Success,
        Content = content,
        CollectedAt = TestCluster.Now,
    });
}
