using OpsWorker.Kubernetes.Queries.Syntax;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Queries.Syntax;

/// <summary>Whatever people and models write is a query that reads, or refused.</summary>
[Trait("Category", Fuzz.Kind)]
public sealed class ParserFuzzTests
{
    private static readonly string[] s_words =
    [
        "kubectl", "get", "delete", "logs", "describe", "exec", "top", "rollout", "history", "pods", "secrets", "pods/exec", "deploy/web",
        "web-1", "../secrets/db", "nodes", "-n", "shop", "-A", "-l", "app=web", "--raw", "/api/v1/secrets", "-o", "yaml",
        "jsonpath={.items}",
        "--tail", "-1", "99999999999999999999", "--since", "5m", "-c", "--previous", ";", "|", "$(id)", "&&", "'", "\"", "`", "\n", "--",
        "=",
        "--match", "(a+)+$", "[", "%2e%2e", "#", "é", "\0", "\ud800", "--expression", "rate(x[5m])", "probe", "svc/web:80", "discover",
    ];

    [Fact]
    public void Any_words_are_a_query_that_reads_or_refused()
    {
        foreach (var seed in Fuzz.Seeds(5000))
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 16)).Select(_ => Word(random)));

            var parse = Should.NotThrow(() => KubectlSyntax.Parse(text), $"seed {seed}: {text}");

            if (parse is not KubectlParse.Accepted accepted) continue;
            accepted.Command.Queries.ShouldNotBeEmpty($"seed {seed}: {text}");
            accepted.Command.Queries.ShouldAllBe(query => Enum.IsDefined(query.Verb), $"seed {seed}: {text}");
            foreach (var query in accepted.Command.Queries)
                Should.NotThrow(() => KubectlSyntax.Parse(query.ToString()), $"seed {seed}: {query}");
        }
    }

    private static string Word(Random random)
    {
        var word = random.Next(8) == 0
            ? new string((char)random.Next(1, 0x2100), random.Next(1, 4))
            : s_words[random.Next(s_words.Length)];
        return random.Next(6) == 0 ? word : word + " ";
    }
}
