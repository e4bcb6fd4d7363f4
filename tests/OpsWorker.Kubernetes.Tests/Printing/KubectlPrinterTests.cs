using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Printing;
using OpsWorker.Kubernetes.Queries.Syntax;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Printing;

public sealed class KubectlPrinterTests : IDisposable
{
    private readonly RecordedCluster _cluster = new();

    public KubectlPrinterTests()
    {
        _cluster.Write("shop/pods.json",
            """
            {"items":[
              {"metadata":{"name":"web-1","namespace":"shop","creationTimestamp":"2026-02-01T09:55:30Z"},
               "spec":{"nodeName":"node-1","containers":[{"name":"a"},{"name":"b"}]},
               "status":{"phase":"Running","podIP":"10.0.0.1","containerStatuses":[{"ready":true,"restartCount":2,"state":{"running":{}}},
               {"ready":false,"restartCount":5,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}},
              {"metadata":{"name":"init-1","namespace":"shop","creationTimestamp":"2026-01-01T10:00:00Z"},
               "spec":{"initContainers":[{},{}],"containers":[{"name":"a"}]},
               "status":{"phase":"Pending","initContainerStatuses":[{"state":{"terminated":{"exitCode":0}}},{"state":{"running":{}}}]}}]}
            """);
        _cluster.Write("shop/services.json",
            """
            {"items":[{"metadata":{"name":"web","namespace":"shop","creationTimestamp":"2026-01-31T10:00:00Z"},
            "spec":{"type":"NodePort","clusterIP":"10.1.0.1",
             "ports":[{"port":80,"nodePort":30080,"protocol":"TCP"},{"port":53,"protocol":"UDP"}],
             "selector":{"app":"web"}}}]}
            """);
    }

    public void Dispose() => _cluster.Dispose();

    [Theory]
    [InlineData("get events -n shop")]
    [InlineData("get events -n shop -o yaml")]
    [InlineData("get events -n shop -o json")]
    [InlineData("describe event e1 -n shop")]
    [InlineData("logs web-1 -n shop")]
    public async Task What_would_act_on_a_terminal_is_shown_as_an_escape(string command)
    {
        const string Hostile = @"\u001b]52;c;Y3VybA==\u0007\u001b[2J\u009b31m\u202egnp\u200b";
        _cluster.Write("shop/events.json", $$"""
            {"items":[{"metadata":{"name":"e1","namespace":"shop"},"reason":"Bad","message":"{{Hostile}} one\ntwo"}]}
            """);
        var line = JsonSerializer.Deserialize<string>($"\"{Hostile}\"");
        _cluster.Write(
            "shop/web-1/logs.txt",
            "==== START logs for container a of pod shop/web-1 ====\n" + line + "\n==== END logs for container a of pod shop/web-1 ====\n");

        var text = (await PrintAsync(command)).Text;

        text.EnumerateRunes().ShouldAllBe(rune => rune.Value == '\n' || VisibleText.IsVisible(rune));
        text.ShouldContain("52;c;Y3VybA==\\");
        text.ShouldContain(@"\u202egnp\u200b", Case.Insensitive);
    }

    [Fact]
    public async Task A_line_break_in_a_cell_does_not_begin_another_row()
    {
        _cluster.Write("shop/events.json", """
            {"items":[{"metadata":{"name":"e1","namespace":"shop"},"reason":"Bad","message":"one\n9m   Normal   Fine"}]}
            """);

        (await PrintAsync("get events -n shop")).Text.Split('\n').ShouldNotContain(line => line.StartsWith("9m", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pods_have_the_columns_of_kubectl() =>
        (await PrintAsync("get pods -n shop")).Text.ShouldBe(
            """
            NAME     READY   STATUS             RESTARTS   AGE
            web-1    1/2     CrashLoopBackOff   7          4m30s
            init-1   0/1     Init:1/2           0          31d

            """);

    [Fact]
    public async Task Wide_output_has_more_columns_and_all_namespaces_have_their_name() =>
        (await PrintAsync("get pods -A -o wide")).Text.Split('\n')[1]
            .ShouldBe("shop        web-1    1/2     CrashLoopBackOff   7          4m30s   10.0.0.1   node-1   <none>           <none>");

    [Fact]
    public async Task Services_show_their_ports() =>
        (await PrintAsync("get svc web -n shop")).Text.ShouldBe(
            """
            NAME   TYPE       CLUSTER-IP   EXTERNAL-IP   PORT(S)               AGE
            web    NodePort   10.1.0.1     <none>        80:30080/TCP,53/UDP   24h

            """);

    [Fact]
    public async Task Objects_of_several_types_are_printed_with_their_type() =>
        (await PrintAsync("get pods,svc -n shop -o name")).Text.ShouldBe("pod/web-1\npod/init-1\nservice/web\n");

    [Fact]
    public async Task Yaml_has_sorted_keys_and_quotes_where_needed() =>
        (await PrintAsync("get node node-1 -o yaml")).Text.ShouldBe("apiVersion: v1\nkind: Node\nmetadata:\n  name: node-1\n");

    [Fact]
    public async Task Json_is_indented() =>
        (await PrintAsync("get node node-1 -o json")).Text.ShouldBe(
            "{\n    \"apiVersion\": \"v1\",\n    \"kind\": \"Node\",\n    \"metadata\": {\n        \"name\": \"node-1\"\n    }\n}\n");

    [Fact]
    public async Task Events_show_their_object() =>
        (await PrintAsync("events -n shop --types Warning")).Text.ShouldContain("60s         Warning   BackOff   Pod/web-1");

    [Fact]
    public async Task A_missing_object_is_reported_in_kubectls_words()
    {
        (await PrintAsync("get pod none -n shop")).Errors.ShouldBe("Error from server (NotFound): pods \"none\" not found\n");
        (await PrintAsync("get pods -n shop -l app=none")).Errors.ShouldBe("No resources found in shop namespace.\n");
    }

    [Fact]
    public async Task A_list_that_was_cut_says_how_many_objects_are_missing_and_fails()
    {
        var command = Command("get pods -n shop");
        var query = command.Queries[0] with { MaxBytes = 500 };

        var answer = KubectlPrinter.Print(
            command, [await DumpReader.Open(_cluster.Path).ReadAsync(query, TestContext.Current.CancellationToken)]);

        answer.Text.ShouldContain("web-1");
        answer.Text.ShouldNotContain("init-1");
        answer.Errors.ShouldStartWith("error: 1 objects (");
        answer.Errors.ShouldContain("-l SELECTOR");
        answer.HasFailed.ShouldBeTrue();
    }

    [Theory]
    [InlineData("auth can-i get pods", "get roles,rolebindings -A")]
    [InlineData("explain pods", "get TYPE NAME -o yaml")]
    public void A_command_that_reads_by_other_means_is_refused_with_that_reason(string typed, string instead) =>
        KubectlSyntax.Parse(typed).ShouldBeOfType<KubectlParse.Refused>().Reason.ShouldContain(instead);

    [Theory]
    [InlineData("""{"kind":"Table","columnDefinitions":[{"name":"Name"}],"rows":[{"cells":["w1"],"object":{"metadata":{"namespace":"a",""" +
        """ "labels":{"x":"1"}}}}]}""", "get widgets -A -L x", "NAMESPACE   NAME   X\na           w1     1\n")]
    [InlineData("""{"kind":"Table","columnDefinitions":[{"name":"Name"}],"rows":[{"cells":["w1"]}]}""", "get widgets --no-headers", "w1\n")]
    public void A_table_of_the_server_takes_the_flags_too(string table, string typed, string text) =>
        KubectlPrinter.PrintTable(table, Command(typed)).ShouldBe(text);

    [Fact]
    public async Task Use_is_shown_in_millicores_and_mebibytes()
    {
        _cluster.Write("metrics.json",
            """
            {"series":[{"metric":{"__name__":"container_cpu_usage","namespace":"shop","pod":"web-1"},"values":[[1,0.1],[2,0.25]]},
            {"metric":{"__name__":"container_memory_usage","namespace":"shop","pod":"web-1"},"values":[[2,67108864]]}]}
            """);

        (await PrintAsync("top pods -n shop")).Text.ShouldBe("NAME    CPU(cores)   MEMORY(bytes)\nweb-1   250m         64Mi\n");
    }

    [Fact]
    public void A_table_of_the_server_is_printed_as_it_is() =>
        KubectlPrinter.PrintTable(
            """{"kind":"Table","columnDefinitions":[{"name":"Name","priority":0},"""
                + """{"name":"Extra","priority":1}],"rows":[{"cells":["w1","x"]}]}""", Command("get widgets"))
            .ShouldBe("NAME\nw1\n");

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(599, "9m59s")]
    [InlineData(10_000, "166m")]
    [InlineData(3 * 3600 + 300, "3h5m")]
    [InlineData(10 * 3600, "10h")]
    [InlineData(3 * 86400 + 3600, "3d1h")]
    [InlineData(400 * 86400, "400d")]
    [InlineData(800 * 86400L, "2y70d")]
    public async Task Ages_are_coarser_the_longer_they_are(long seconds, string age)
    {
        var created = new DateTimeOffset(2026, 2, 1, 10, 0, 0, TimeSpan.Zero).AddSeconds(-seconds);
        _cluster.Write(
            "namespaces.json",
            $$$"""{"items":[{"metadata":{"name":"n","creationTimestamp":"{{{created:O}}}"},"status":{"phase":"Active"}}]}""");

        (await PrintAsync("get ns")).Text.ShouldBe($"NAME   STATUS   AGE\nn      Active   {age}\n");
    }

    private static KubectlCommand Command(string typed) => KubectlSyntax.Parse(typed).ShouldBeOfType<KubectlParse.Accepted>().Command;

    private async Task<PrintedAnswer> PrintAsync(string typed)
    {
        var command = Command(typed);
        var reader = DumpReader.Open(_cluster.Path);
        var results = new List<QueryResult>();
        foreach (var query in command.Queries) results.Add(await reader.ReadAsync(query, TestContext.Current.CancellationToken));
        return KubectlPrinter.Print(command, results);
    }
}
