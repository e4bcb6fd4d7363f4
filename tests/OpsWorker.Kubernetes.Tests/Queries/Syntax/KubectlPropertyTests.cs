using FsCheck;
using FsCheck.Fluent;
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
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll<string>(text =>
            KubectlSyntax.Parse(text ?? "").ShouldNotBeNull()));

    [Fact]
    public void A_query_written_as_text_parses_to_the_same_query()
    {
        var names = Gen.Elements("web-1", "db-0", "api.v2");
        var query =
            from verb in Gen.Elements(QueryVerb.Get, QueryVerb.List, QueryVerb.Logs, QueryVerb.Metrics)
            from resource in verb switch
            {
                QueryVerb.Metrics => Gen.Constant("pods"),
                QueryVerb.Logs => Gen.Elements("pods", "deployments", "statefulsets"),
                _ => Gen.Elements("pods", "services", "widgets.example.com"),
            }
            from name in names
            from labels in Gen.Elements(null, "app=web", "app in (a,b)", "!x,y!=z")
            from fields in Gen.Elements(null, "status.phase=Running")
            from match in Gen.Elements(null, "error", "a|b (c) $")
            from tail in Gen.Choose(1, 500)
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
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(query.ToArbitrary(), asked =>
        {
            var parse = KubectlSyntax.Parse(asked.ToString());
            parse.ShouldBeOfType<KubectlParse.Accepted>($"{asked}: {parse}").Command.Queries.ShouldBe([asked]);
        }));
    }

    [Fact]
    public async Task Ten_thousand_hostile_commands_lead_to_nothing_but_gets_within_the_api()
    {
        await using var live = await LiveFixture.StartAsync();
        var commands = Gen.Elements(Words).ArrayOf(7).Select(words => string.Join(' ', words)).Sample(10_000);

        var queries = commands.Select(c => KubectlSyntax.Parse(c)).OfType<KubectlParse.Accepted>()
            .SelectMany(a => a.Command.Queries).ToList();
        foreach (var start in new[] { "get", "logs", "describe", "top" })
        {
            queries.AddRange(commands.Take(1000)
                .Select(c => KubectlSyntax.Parse($"{start} {c}")).OfType<KubectlParse.Accepted>().SelectMany(a => a.Command.Queries));
        }

        queries.ShouldNotBeEmpty();
        foreach (var query in queries.Distinct()) await live.AskAsync(query);

        live.Server.Requests.ShouldOnlyRead();
    }
}
