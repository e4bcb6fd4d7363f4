using CsCheck;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Queries.Syntax;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Queries.Syntax;

public sealed class KubectlPropertyTests
{
    private static readonly string[] Words =
    [
        "kubectl", "get", "delete", "logs", "describe", "apply", "exec", "patch", "top", "rollout", "restart", "history", "proxy",
        "pods", "secrets", "pods/exec", "deploy/web", "web-1", "../secrets/db", "..", "nodes", "-n", "shop", "-A", "-l", "app=web",
        "--raw", "/api/v1/secrets", "-o", "yaml", "--tail", "10", "--since", "5m", "-c", "server", "--previous", ";", "|", "$(id)",
        "&&", "'", "\"", "`", "\n", "--", "-f", "--token=x", "--match", "a.*b", "%2e%2e", "a?b=c", "#", "é", "\0", "events", "version",
    ];

    [Fact]
    public void Any_text_is_a_command_or_refused() =>
        AnyText.UpTo100.Holds(text => KubectlSyntax.Parse(text).ShouldNotBeNull(), iter: 2000);

    [Fact]
    public void A_query_written_as_text_parses_to_the_same_query()
    {
        var names = Gen.OneOf("web-1", "db-0", "api.v2");
        var query =
            from verb in Gen.OneOf(QueryVerb.Get, QueryVerb.List, QueryVerb.Logs, QueryVerb.Metrics)
            from resource in verb switch
            {
                QueryVerb.Metrics => Gen.Const("pods"),
                QueryVerb.Logs => Gen.OneOf("pods", "deployments", "statefulsets"),
                _ => Gen.OneOf("pods", "services", "widgets.example.com"),
            }
            from name in names
            from labels in Gen.OneOf<string?>(null, "app=web", "app in (a,b)", "!x,y!=z")
            from fields in Gen.OneOf<string?>(null, "status.phase=Running")
            from match in Gen.OneOf<string?>(null, "error", "a|b (c) $")
            from tail in Gen.Int[1, 500]
            let named = verb == QueryVerb.Get || (verb == QueryVerb.Logs && labels is null)
            let logs = verb == QueryVerb.Logs
            select new Query
            {
                Verb = verb,
                Resource = logs && !named ? "pods" : resource,
                Namespace = "shop",
                Name = named ? name : null,
                LabelSelector = named ? null : labels,
                FieldSelector = verb == QueryVerb.List ? fields : null,
                Match = logs ? match : null,
                TailLines = logs ? tail : null,
                Previous = logs && tail % 2 == 0,
            };
        query.Holds(
            asked =>
            {
                var parse = KubectlSyntax.Parse(asked.ToString());
                parse.ShouldBeOfType<KubectlParse.Accepted>($"{asked}: {parse}").Command.Queries.ShouldBe([asked]);
            },
            iter: 500);
    }

    [Fact]
    public async Task Ten_thousand_hostile_commands_lead_to_nothing_but_gets_within_the_api()
    {
        await using var live = await LiveFixture.StartAsync();
        var commands = Gen.OneOf(Words).Array[7].Select(words => string.Join(' ', words)).Array[10_000];

        await commands.HoldsAsync(
            async sample =>
            {
                await AskAllAsync(live, sample);
                live.Server.Requests.ShouldOnlyRead();
            },
            iter: 1,
            print: sample => $"{sample.Length} commands");
    }

    private static async Task AskAllAsync(LiveFixture live, string[] commands)
    {
        var queries = commands
            .Select(c => KubectlSyntax.Parse(c))
            .OfType<KubectlParse.Accepted>()
            .SelectMany(a => a.Command.Queries)
            .ToList();
        foreach (var start in new[] { "get", "logs", "describe", "top" })
        {
            queries.AddRange(commands.Take(1000)
                .Select(c => KubectlSyntax.Parse($"{start} {c}")).OfType<KubectlParse.Accepted>().SelectMany(a => a.Command.Queries));
        }

        queries.ShouldNotBeEmpty();
        foreach (var query in queries.Distinct()) await live.AskAsync(query);
    }
}
