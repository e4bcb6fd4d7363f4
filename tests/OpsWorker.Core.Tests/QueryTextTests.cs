using CsCheck;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.Core.Tests;

public sealed class QueryTextTests
{
    public static TheoryData<string, Query> Queries() => new()
    {
        { "kubectl get pods -A", new Query { Verb = QueryVerb.List, Resource = "pods" } },
        { "kubectl get nodes worker-1", new Query { Verb = QueryVerb.Get, Resource = "nodes", Name = "worker-1" } },
        {
            "kubectl get pods -n shop -l app=web,tier=front --field-selector spec.nodeName=node-1",
            new Query
            {
                Verb = QueryVerb.List, Resource = "pods", Namespace = "shop",
                LabelSelector = "app=web,tier=front", FieldSelector = "spec.nodeName=node-1",
            }
        },
        {
            "kubectl logs web-1 -n shop -c app --previous --timestamps --tail 200 --since 300s --match 'error|panic'",
            new Query
            {
                Verb = QueryVerb.Logs, Namespace = "shop", Name = "web-1", Container = "app", Previous = true,
                Timestamps = true, TailLines = 200, Since = TimeSpan.FromMinutes(5), Match = "error|panic",
            }
        },
        { "kubectl top pods -n shop", new Query { Verb = QueryVerb.Metrics, Resource = "pods", Namespace = "shop" } },
        {
            "kubectl top pods --expression 'rate(http_requests_total[5m])'",
            new Query { Verb = QueryVerb.Metrics, Resource = "pods", Expression = "rate(http_requests_total[5m])" }
        },
        { "kubectl probe tcp://db.shop:5432", new Query { Verb = QueryVerb.Probe, Target = "tcp://db.shop:5432" } },
        { "kubectl api-resources", new Query { Verb = QueryVerb.Discover, Resource = "apiresources" } },
        { "kubectl discover servicegraph", new Query { Verb = QueryVerb.Discover, Resource = "servicegraph" } },
        { "kubectl version", new Query { Verb = QueryVerb.Version } },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_query_is_written_as_a_person_would_type_it(string text, Query query) => query.ToString().ShouldBe(text);

    [Theory]
    [InlineData("shop; rm -rf ~", "kubectl get pods -n 'shop; rm -rf ~'")]
    [InlineData("$(id)", "kubectl get pods -n '$(id)'")]
    [InlineData("a'b", @"kubectl get pods -n 'a'\''b'")]
    [InlineData("", "kubectl get pods -n ''")]
    [InlineData("a\nb", "kubectl get pods -n 'a\nb'")]
    public void What_came_from_an_alert_is_one_word_to_a_shell(string name, string text) =>
        new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = name }.ToString().ShouldBe(text);

    [Fact]
    public void A_name_that_looks_like_a_flag_stands_where_no_flags_are_expected() =>
        new Query { Verb = QueryVerb.Get, Resource = "pods", Namespace = "shop", Name = "--all-namespaces" }.ToString()
            .ShouldBe("kubectl get pods -n shop -- --all-namespaces");

    [Fact]
    public async Task Whatever_a_query_asks_for_a_shell_reads_exactly_its_words()
    {
        await Gen.Select(HostileText.Name, HostileText.Name, HostileText.Name).Array[20].HoldsAsync(
            async samples =>
            {
                var queries = samples.Select(s => new Query
                {
                    Verb = QueryVerb.Logs,
                    Resource = "deployments",
                    Namespace = s.Item1,
                    Name = s.Item2,
                    Match = s.Item3,
                });
                var words = await PosixShell.WordsAsync([.. queries.Select(q => q.ToString())]);

                words.ShouldBe(samples.Select(s =>
                    (string[])["kubectl", "logs", "deployments/" + s.Item2, "-n", s.Item1, "--match", s.Item3]));
            },
            iter: 20);
    }
}
