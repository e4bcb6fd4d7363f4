using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Models;
using OpsWorker.Pipeline.Models.Looking;

namespace OpsWorker.Pipeline.Tests.Models;

public sealed class FurtherQueriesTests
{
    private static readonly DiagnosisResult s_nothing = new() { Verdict = CauseCode.NotFound, Causes = [], LookedAt = ["3 pods of shop"] };

    private static readonly Evidence s_pods = new(
        "e2-1",
        new QueryResult
        {
            Query = new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop" },
            Outcome = QueryOutcome.Success,
            Content = "{}",
            CollectedAt = DateTimeOffset.UnixEpoch,
        });

    [Fact]
    public async Task Queries_of_the_closed_list_within_the_incident_are_asked()
    {
        var (queries, calls) = await LookAsync(
            """
            {"queries":[{"verb":"list","resource":"events","namespace":"shop","name":""},
            {"verb":"get","resource":"deployments","namespace":"shop","name":"checkout"},
            {"verb":"logs","resource":"pods","namespace":"shop","name":"checkout-1"},
            {"verb":"list","resource":"nodes","namespace":"","name":""}]}
            """);

        queries.Select(q => q.ToString()).ShouldBe(
            [
                "kubectl get events -n shop", "kubectl get deployments checkout -n shop",
                "kubectl logs checkout-1 -n shop --timestamps --tail 200", "kubectl get nodes -A",
            ]);
        calls.ShouldHaveSingleItem().Steps.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("list", "secrets", "shop", "")]
    [InlineData("list", "pods", "kube-system", "")]
    [InlineData("list", "pods", "", "")]
    [InlineData("list", "pods", "shop -A", "")]
    [InlineData("delete", "pods", "shop", "checkout-1")]
    [InlineData("get", "pods", "shop", "")]
    [InlineData("get", "pods", "shop", "--all-namespaces")]
    [InlineData("get", "pods", "shop", "x; echo pwned")]
    [InlineData("get", "../secrets", "shop", "x")]
    [InlineData("logs", "pods", "kube-system", "etcd-0")]
    [InlineData("logs", "nodes", "", "etcd-0")]
    [InlineData("exec", "pods", "shop", "checkout-1")]
    public async Task Any_other_query_is_refused_and_reported(string verb, string resource, string ns, string name)
    {
        var (queries, calls) = await LookAsync(
            $$$"""{"queries":[{"verb":"{{{verb}}}","resource":"{{{resource}}}","namespace":"{{{ns}}}","name":"{{{name}}}"}]}""");

        queries.ShouldBeEmpty();
        calls.ShouldHaveSingleItem().Steps.ShouldHaveSingleItem().ShouldStartWith("A query was refused: ");
    }

    [Fact]
    public async Task A_query_is_not_asked_twice()
    {
        var (queries, _) = await LookAsync(
            """
            {"queries":[{"verb":"list","resource":"pods","namespace":"shop","name":""},
            {"verb":"list","resource":"events","namespace":"shop","name":""},
            {"verb":"list","resource":"events","namespace":"shop","name":""}]}
            """);

        queries.ShouldHaveSingleItem().Resource.ShouldBe("events");
    }

    [Fact]
    public async Task The_number_of_queries_is_bounded()
    {
        var many = string.Join(
            ',', Enumerable.Range(0, 50).Select(i => $$$"""{"verb":"get","resource":"pods","namespace":"shop","name":"web-{{{i}}}"}"""));

        (await LookAsync($$$"""{"queries":[{{{many}}}]}""")).Queries.Count.ShouldBe(FurtherQueries.MaxQueries);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("prose")]
    [InlineData("{\"queries\":null}")]
    [InlineData("{\"queries\":[null]}")]
    public async Task Without_an_answer_nothing_is_asked(string? answer) => (await LookAsync(answer)).Queries.ShouldBeEmpty();

    [Fact]
    public async Task Where_a_cause_was_found_nobody_looks_further() =>
        (await LookAsync("{\"queries\":[]}", Torn.Result)).Calls.ShouldBeEmpty();

    [Fact]
    public async Task An_investigation_looks_further_twice_at_most() =>
        (await LookAsync("{\"queries\":[]}", earlier: ModelStages.MaxLooks)).Calls.Count.ShouldBe(ModelStages.MaxLooks);

    private static async Task<(IReadOnlyList<Query> Queries, IReadOnlyList<ModelCallSummary> Calls)> LookAsync(
        string? answer, DiagnosisResult? result = null, int earlier = 0)
    {
        var calls = Enumerable.Range(0, earlier).Select(_ => new ModelCallSummary { Stage = ModelStage.LookFurther }).ToList();
        var models = new ModelSet
        {
            Stages = new Dictionary<ModelStage, IReadOnlyList<StageModel>>
            {
                [ModelStage.LookFurther] = [new StageModel("test/model", new Unused(), new ModelPrice(0, 0, 0))],
            },
        };
        var queries = await new ModelStages(models).LookFurtherAsync(
            new ScriptedContext(_ => answer), Torn.Incident, result ?? s_nothing, [s_pods], calls, TestContext.Current.CancellationToken);
        return (queries, calls);
    }

    private sealed class Unused : IChatModel
    {
        public Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The context answers.");
    }
}
