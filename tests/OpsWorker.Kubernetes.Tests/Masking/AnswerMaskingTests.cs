using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing;

namespace OpsWorker.Kubernetes.Tests.Masking;

public sealed class AnswerMaskingTests
{
    [Fact]
    public void Variables_annotations_config_and_arguments_are_masked_by_name()
    {
        const string Pods =
            """
            {"kind":"PodList","items":[{"metadata":{"name":"web-token","uid":"5f3c1a1e-8f4b-4f7e-9a55-0c1f6f0b2d11",
              "annotations":{"vault/token":"s3cr3t","owner":"team"}},
            "spec":{"containers":[{"name":"c","image":"r/web@sha256:aa",
              "env":[{"name":"DB_PASSWORD","value":"hunter2"},{"name":"PORT","value":"80"},
            {"name":"ALLOW_EMPTY_PASSWORD","value":"yes"},{"name":"API_TOKEN","valueFrom":{"secretKeyRef":{"name":"api","key":"token"}}},
            {"name":"URL","value":"amqp://u:hunter2@mq:5672"}],"args":["--admin-password","hunter3","--port","80","--token=hunter4"]}],
            "imagePullSecrets":[{"name":"regcred"}],"volumes":[{"name":"v","secret":{"secretName":"db"}}]}}]}
            """;

        var masked = Mask(QueryVerb.List, Pods);

        masked.Masked.ShouldBe(5);
        masked.Content.ShouldNotContain("hunter");
        masked.Content.ShouldNotContain("s3cr3t");
        masked.Content.ShouldContain("""{"name":"DB_PASSWORD","value":"[masked:value:2]"}""");
        masked.Content.ShouldContain("""{"name":"URL","value":"amqp://u:[masked:url-password:2]@mq:5672"}""");
        masked.Content.ShouldContain("""{"name":"ALLOW_EMPTY_PASSWORD","value":"yes"}""");
        masked.Content.ShouldContain("""{"name":"API_TOKEN","valueFrom":{"secretKeyRef":{"name":"api","key":"token"}}}""");
        masked.Content.ShouldContain(""""uid":"5f3c1a1e-8f4b-4f7e-9a55-0c1f6f0b2d11"""".Trim('"'));
        masked.Content.ShouldContain("r/web@sha256:aa");
        masked.Content.ShouldContain("""{"secretName":"db"}""");
    }

    [Fact]
    public void Values_of_a_config_map_are_masked_by_key_and_by_form()
    {
        var masked = Mask(QueryVerb.Get, """{"kind":"ConfigMap","data":{"password":"hunter2","app.ini":"[db]\npassword = """
            + """hunter3\nhost = db\n","mode":"fast"}}""");

        masked.Content.ShouldBe("""{"kind":"ConfigMap","data":{"password":"[masked:value:1]","app.ini":"[db]\npassword = """
            + """[masked:password:2]\nhost = db\n","mode":"fast"}}""");
        masked.Masked.ShouldBe(2);
    }

    [Fact]
    public void An_answer_without_secrets_is_the_same_answer()
    {
        var result = Result(QueryVerb.List, """{ "kind":"PodList", "items":[] }""");

        new SecretMasker().Mask(result).ShouldBeSameAs(result);
    }

    [Fact]
    public void An_error_is_masked_too()
    {
        var result = Result(QueryVerb.Logs, "") with { Outcome = QueryOutcome.Error, Error = "GET https://u:hunter2@k8s/api failed" };

        new SecretMasker().Mask(result).Error.ShouldBe("GET https://u:[masked:url-password:1]@k8s/api failed");
    }

    [Fact]
    public async Task In_recorded_clusters_only_secrets_are_masked()
    {
        string[] resources =
            ["pods", "deployments", "replicasets", "services", "endpoints", "events", "configmaps", "nodes", "persistentvolumes"];
        Query[] queries =
        [
            .. resources.Select(r => new Query { Verb = QueryVerb.List, Resource = r }),
            new() { Verb = QueryVerb.Logs, Namespace = "boutique" },
        ];
        var masker = new SecretMasker();
        var masked = new List<string>();
        var cases = Directory.GetDirectories(Repository.Shared("cases")).Order(StringComparer.Ordinal);
        foreach (var folder in cases.Where((_, i) => i % 6 == 0))
        {
            var reader = DumpReader.Open(Path.Combine(folder, "cluster"));
            foreach (var query in queries)
            {
                var result = masker.Mask(await reader.ReadAsync(query, TestContext.Current.CancellationToken));
                if (result.Masked > 0) masked.Add($"{Path.GetFileName(folder)} {query}: {result.Masked}: {Around(result.Content)}");
            }
        }

        masked.ShouldBeEmpty();
    }

    private static string Around(string content)
    {
        var at = content.IndexOf("[masked:", StringComparison.Ordinal);
        return at < 0 ? "" : content[Math.Max(0, at - 80)..Math.Min(content.Length, at + 60)];
    }

    private static QueryResult Mask(QueryVerb verb, string content) => new SecretMasker().Mask(Result(verb, content));

    private static QueryResult Result(QueryVerb verb, string content) => new()
    {
        Query = new Query { Verb = verb },
        Outcome = QueryOutcome.Success,
        Content = content,
        CollectedAt = DateTimeOffset.UnixEpoch,
    };
}
