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
        masked.Content.ShouldContain("""{"name":"URL","value":"amqp://u:[masked:url-password:3]@mq:5672"}""");
        masked.Content.ShouldContain("""{"name":"ALLOW_EMPTY_PASSWORD","value":"yes"}""");
        masked.Content.ShouldContain("""{"name":"API_TOKEN","valueFrom":{"secretKeyRef":{"name":"api","key":"token"}}}""");
        masked.Content.ShouldContain(""""uid":"5f3c1a1e-8f4b-4f7e-9a55-0c1f6f0b2d11"""".Trim('"'));
        masked.Content.ShouldContain("r/web@sha256:aa");
        masked.Content.ShouldContain("""{"secretName":"db"}""");
    }

    [Fact]
    public void A_controller_revision_keeps_a_pod_template_under_data_and_shows_only_that_a_password_changed()
    {
        static string Revision(string name, string owner, string password) =>
            ("""{"kind":"ControllerRevision","metadata":{"name":"NAME","ownerReferences":[{"controller":true,"uid":"OWNER"}]},"data":"""
            + """{"spec":{"template":{"spec":{"containers":[{"name":"app","image":"mysql:8","env":["""
            + """{"name":"MYSQL_ROOT_PASSWORD","value":"SECRET"}],"args":["--password","SECRET"]}]}}}}}""")
                .Replace("NAME", name, StringComparison.Ordinal)
                .Replace("OWNER", owner, StringComparison.Ordinal)
                .Replace("SECRET", password, StringComparison.Ordinal);
        string[] revisions =
        [
            Revision("db-1", "a", "Swordfish66"), Revision("db-2", "a", "Swordfish77"), Revision("db-3", "a", "Swordfish66"),
            Revision("x-1", "b", "Swordfish66"),
        ];
        var list = "{\"kind\":\"ControllerRevisionList\",\"items\":[" + string.Join(',', revisions) + "]}";

        var masked = Mask(QueryVerb.List, list);

        masked.Content.ShouldNotContain("Swordfish");
        masked.Content.ShouldContain("mysql:8");
        masked.Masked.ShouldBe(8);
        string[] numbers =
        [
            .. masked.Content.Split("\"MYSQL_ROOT_PASSWORD\",\"value\":\"")[1..].Select(p => p[..p.IndexOf('"', StringComparison.Ordinal)]),
        ];
        numbers[1].ShouldNotBe(numbers[0]);
        numbers[2].ShouldBe(numbers[0]);
        numbers[3].ShouldNotBe(numbers[0], "another owner's numbers cannot be compared with");
        masked.Content.ShouldContain($"[\"--password\",\"[masked:value:");
        masked.Content.ShouldNotContain(
            $"[\"--password\",\"{numbers[0]}\"]", customMessage: "another name's numbers cannot be compared with");
    }

    [Theory]
    [InlineData(
        """{"kind":"Database","spec":{"user":"app","password":"hunter2","passwords":["hunter2"],"auth":{"basic":{"password":"hunter2"}}"""
        + ""","pin":1}}""")]
    [InlineData(
        """{"kind":"Deployment","metadata":{"annotations":{"kapp.k14s.io/original":"{\"env\":["""
        + """{\"name\":\"DB_PASSWORD\",\"value\":\"hunter2\"}]}"}}}""")]
    [InlineData(
        """{"kind":"Deployment","metadata":{"annotations":"""
        + """{"kubectl.kubernetes.io/last-applied-configuration":"{\"kind\":\"Secret\",\"data\":{\"a\":\"hunter2\"}}"}}}""")]
    [InlineData(
        """{"kind":"ConfigMap","data":{"values.yaml":"db:\n  password: hunter2\n  list:\n  - name: A_TOKEN\n    value: hunter2\n"}}""")]
    [InlineData("""{"kind":"ConfigMap","data":{"secret":"hunter2","name":"postgres://u:hunter2@db"}}""")]
    [InlineData("""{"kind":"ConfigMap","binaryData":{"a.conf":"cGFzc3dvcmQ9aHVudGVyMg==","store.jks":"/u3+7QAAAAIAAAABhunter2="}}""")]
    [InlineData(
        """{"kind":"Pod","spec":{"containers":[{"args":["-u","app:hunter2"]},{"command":["mysql"],"args":["-p","hunter2"]},{"command":"""
        + """["sh","-c","redis-server --requirepass hunter2"]}]}}""")]
    [InlineData(
        """{"kind":"Pod","spec":{"containers":[{"livenessProbe":{"httpGet":{"httpHeaders":["""
        + """{"name":"Authorization","value":"Basic hunter2"}]}}}]}}""")]
    [InlineData(
        """{"kind":"Table","columnDefinitions":[{"name":"Name"},{"name":"Password"},{"name":"Url"}],"rows":[{"cells":"""
        + """["db","hunter2","mysql://u:hunter2@db"],"object":{"x":"hunter2"}}]}""")]
    [InlineData("""[{"kind":"http","target":"http://u:hunter2@web","ok":false,"detail":"password=hunter2"}]""")]
    [InlineData("""{"series":[{"metric":{"dsn":"mysql://u:hunter2@db","db_password":"hunter2"},"values":[[1,2]]}]}""")]
    [InlineData(
        """{"metadata":{"annotations":{"note":"db:\n  password: |-\n    hunter2\n    hunter2b\n  user: app\n"}}}""")]
    [InlineData("""{"metadata":{"annotations":{"x":"{\"spec\":{\"dbPassword\":\"hunter2\"}}"}}}""")]
    [InlineData(
        """{"columnDefinitions":[{"name":"Admin Password"},{"name":"Note"}],"rows":[{"cells":["hunter2","db:5432:a:b:hunter2"]}]}""")]
    [InlineData("""{"spec":{"auth":{"users":[{"user":"bob","pass":"hunter2"}],"passwords":{"bob":"hunter2"},"tokens":["hunter2a9"]}}}""")]
    [InlineData("""{"kind":"ConfigMap","data":{"app.yaml":"passwords:\n  bob: hunter2\n"},"spec":{"users":{"bob":"Abc-hunter2"}}}""")]
    [InlineData("""{"kind":"ConfigMap","data":{".pgpass":"db:5432:*:app:hunter2\n",".netrc":"machine a login b\npassword hunter2\n"}}""")]
    [InlineData("""{"kind":"ConfigMap","data":{"jwk.json":"{\n \"kty\": \"oct\",\n \"k\": \"hunter2\"\n}"}}""")]
    [InlineData("""{"kind":"Event","message":"exec failed: [sh -c 'PGPASSWORD=hunter2 psql'] and curl -u bob:hunter2 http://web"}""")]
    [InlineData("""{"status":{"message":"pulling with {\"auths\":{\"r\":{\"username\":\"a\",\"password\":\"hunter2\"}}}"}}""")]
    public void Whatever_shape_an_answer_has_no_secret_is_left(string content)
    {
        foreach (var verb in Enum.GetValues<QueryVerb>().Where(v => v != QueryVerb.Logs))
            Mask(verb, content).Content.ShouldNotContain("hunter2");
        Mask(QueryVerb.Get, content).Content.ShouldNotContain("cGFzc3dvcmQ9aHVudGVyMg");
    }

    [Theory]
    [InlineData(
        """{"kind":"Pod","spec":{"volumes":[{"secret":{"secretName":"db"}}],"imagePullSecrets":[{"name":"regcred"}]"""
        + ""","serviceAccountToken":{"audience":"vault","expirationSeconds":3600,"path":"token"}}}""")]
    [InlineData(
        """{"kind":"Certificate","spec":{"secretName":"web-tls","privateKey":{"algorithm":"RSA","size":2048},"issuerRef":{"name":"ca"}}"""
        + ""","metadata":{"annotations":"""
        + "{\"checksum/secret\":\"9f86d081884c7d659a2feaa0c55ad0159f86d081884c7d659a2feaa0c55ad015\","
        + "\"vault.hashicorp.com/agent-inject-secret-config\":\"secret/data/app\"}}}")]
    [InlineData(
        """{"kind":"Ingress","metadata":{"annotations":"""
        + """{"nginx.ingress.kubernetes.io/auth-type":"basic","nginx.ingress.kubernetes.io/auth-secret":"shop/basic-auth"}}}""")]
    [InlineData(
        """{"kind":"ExternalSecret","spec":{"data":[{"secretKey":"db-password","remoteRef":{"key":"prod/db","property":"password"}}]}}""")]
    [InlineData("""{"spec":{"passwords":{"existingSecret":"db","ttl":"24h"},"tokens":{"type":"jwt"}}}""")]
    public void References_to_secrets_stay(string content) => Mask(QueryVerb.Get, content).Content.ShouldBe(content);

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
