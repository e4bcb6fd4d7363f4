using System.Globalization;
using System.Text.Json;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Kubernetes.Tests.Readers.Dump;

public sealed class DumpReaderTests : IDisposable
{
    private readonly RecordedCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task An_object_is_found_by_name()
    {
        var result = await AskAsync(new Query { Verb = QueryVerb.Get, Resource = "pods", Namespace = "shop", Name = "web-1" });

        result.Outcome.ShouldBe(QueryOutcome.Success);
        result.Content.ShouldStartWith("""{"metadata":{"name":"web-1","namespace":"shop","labels":{"app":"web"}},""");
        result.CollectedAt.ShouldBe(new DateTimeOffset(2026, 2, 1, 10, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task An_object_that_is_not_in_its_list_is_no_data_without_an_error()
    {
        var result = await AskAsync(new Query { Verb = QueryVerb.Get, Resource = "pods", Namespace = "shop", Name = "none" });

        result.Outcome.ShouldBe(QueryOutcome.NoData);
        result.Error.ShouldBeNull();
    }

    [Theory]
    [InlineData("app=web", null, "web-1")]
    [InlineData("app in (web,db)", "status.phase=Pending", "db-0")]
    [InlineData(null, "spec.nodeName=node-1", "web-1")]
    [InlineData(null, null, "web-1,db-0")]
    [InlineData("app=none", null, "")]
    public async Task A_list_is_selected_by_labels_and_fields(string? labels, string? fields, string names)
    {
        var result = await AskAsync(new Query { Verb = QueryVerb.List, Resource = "pods", LabelSelector = labels, FieldSelector = fields });

        result.Outcome.ShouldBe(QueryOutcome.Success);
        using var list = JsonDocument.Parse(result.Content);
        list.RootElement.GetProperty("kind").GetString().ShouldBe("PodList");
        string.Join(',', Names(list.RootElement)).ShouldBe(names);
    }

    [Fact]
    public async Task Events_are_selected_by_their_object_and_age()
    {
        var events = new Query { Verb = QueryVerb.List, Resource = "events", Namespace = "shop" };

        (await AskAsync(events with { FieldSelector = "involvedObject.name=db-0,type=Normal" })).Content.ShouldContain("\"e2\"");
        var recent = await AskAsync(events with { Since = TimeSpan.FromHours(1) });
        recent.Content.ShouldContain("\"e1\"");
        recent.Content.ShouldNotContain("\"e2\"");
    }

    [Fact]
    public async Task A_group_after_the_name_finds_the_same_file()
    {
        _cluster.Write("shop/ingresses.json", """{"items":[{"metadata":{"name":"web"}}]}""");

        var result = await AskAsync(new Query { Verb = QueryVerb.List, Resource = "ingresses.networking.k8s.io", Namespace = "shop" });

        result.Content.ShouldBe("""{"kind":"IngressList","apiVersion":"networking.k8s.io/v1","items":[{"metadata":{"name":"web"}}]}""");
    }

    [Fact]
    public async Task File_names_of_kubectl_are_recognised()
    {
        _cluster.Write("shop/replication-controllers.json", """{"kind":"ReplicationControllerList","items":[]}""");
        _cluster.Write("shop/pvc.json", """{"kind":"PersistentVolumeClaimList","items":null}""");

        (await AskAsync(new Query { Verb = QueryVerb.List, Resource = "replicationcontrollers" })).Outcome.ShouldBe(QueryOutcome.Success);
        (await AskAsync(new Query { Verb = QueryVerb.List, Resource = "persistentvolumeclaims" })).Outcome.ShouldBe(QueryOutcome.Success);
    }

    [Fact]
    public async Task Values_of_secrets_are_not_shown()
    {
        foreach (var verb in new[] { QueryVerb.Get, QueryVerb.List })
        {
            var result = await AskAsync(new Query { Verb = verb, Resource = "secrets", Namespace = "shop", Name = "db" });

            result.Content.ShouldNotContain("hunter2");
            result.Content.ShouldNotContain("aHVudGVyMg");
            result.Content.ShouldContain(
                """{"name":"db","namespace":"shop","annotations":{"owner":"team"}},"type":"Opaque","data":"""
                + """{"password":""},"stringData":{"user":""}}""");
        }
    }

    [Fact]
    public async Task A_list_within_a_budget_is_valid_and_counts_the_omitted_bytes()
    {
        var query = new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop" };
        var whole = await AskAsync(query);
        var part = await AskAsync(query with { MaxBytes = whole.Content.Length - 1 });

        using var list = JsonDocument.Parse(part.Content);
        Names(list.RootElement).ShouldBe(["web-1"]);
        (part.Content.Length + part.OmittedBytes).ShouldBe(whole.Content.Length);
    }

    [Theory]
    [InlineData("pods", "shop/pods.json")]
    [InlineData("nodes", "nodes.json")]
    public async Task A_missing_file_is_named(string resource, string file)
    {
        _cluster.Delete(file);

        var result = await AskAsync(
            new Query { Verb = QueryVerb.List, Resource = resource, Namespace = resource == "nodes" ? null : "shop" });

        result.Outcome.ShouldBe(QueryOutcome.NoData);
        result.Error.ShouldBe($"The dump has no {file}.");
    }

    [Fact]
    public async Task Complete_items_of_a_file_that_breaks_off_are_kept()
    {
        _cluster.Write("shop/pods.json", """{"kind":"PodList","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}},"""
            + """{"metadata":{"na""");
        var reader = DumpReader.Open(_cluster.Path);

        var result = await reader.ReadAsync(
            new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop" }, TestContext.Current.CancellationToken);

        result.Outcome.ShouldBe(QueryOutcome.Success);
        using var list = JsonDocument.Parse(result.Content);
        Names(list.RootElement).ShouldBe(["a", "b"]);
        result.Error.ShouldNotBeNull().ShouldStartWith("shop/pods.json breaks off after 2 items");
        reader.Gaps.ShouldContain(result.Error);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Error from server")]
    [InlineData("{}")]
    [InlineData("17")]
    public async Task A_file_that_is_no_list_is_an_error(string content)
    {
        _cluster.Write("shop/pods.json", content);

        var result = await AskAsync(new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = "shop" });

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Error.ShouldNotBeNull().ShouldStartWith("shop/pods.json is no");
    }

    [Fact]
    public void Missing_files_that_a_dump_usually_has_are_named() =>
        DumpReader.Open(_cluster.Path).Gaps.ShouldBe(["The namespace shop has no daemonsets.json, deployments.json, replicasets.json, "
            + "services.json."]);

    [Fact]
    public void A_file_that_many_namespaces_lack_is_one_gap()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.FullPath, "nodes.json"), "{}");
        for (var i = 1; i <= 5; i++) Directory.CreateDirectory(Path.Combine(folder.FullPath, $"ns{i}"));

        DumpReader.Open(folder.FullPath).Gaps.ShouldHaveSingleItem()
            .ShouldStartWith("The namespaces ns1, ns2, ns3 and 2 others have no daemonsets.json, ");
    }

    [Theory]
    [InlineData("app=(", null)]
    [InlineData(null, "status.phase")]
    public async Task A_selector_that_is_wrong_is_an_error(string? labels, string? fields)
    {
        var result = await AskAsync(new Query { Verb = QueryVerb.List, Resource = "pods", LabelSelector = labels, FieldSelector = fields });

        result.Outcome.ShouldBe(QueryOutcome.Error);
        result.Error.ShouldNotBeNull().ShouldContain("selector");
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("..")]
    [InlineData("shop/../shop")]
    public async Task A_name_is_never_a_path(string name)
    {
        (await AskAsync(new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = name })).Outcome.ShouldBe(QueryOutcome.NoData);
        (await AskAsync(new Query { Verb = QueryVerb.Logs, Namespace = "shop", Name = name })).Outcome.ShouldBe(QueryOutcome.NoData);
        (await AskAsync(new Query { Verb = QueryVerb.Logs, Namespace = name, Name = "web-1" })).Outcome.ShouldBe(QueryOutcome.NoData);
    }

    [Fact]
    public async Task Without_a_recorded_time_the_newest_time_in_the_dump_counts()
    {
        _cluster.Delete("version.json");

        (await AskAsync(new Query { Verb = QueryVerb.List, Resource = "pods" })).CollectedAt
            .ShouldBe(DateTimeOffset.Parse("2026-02-01T09:59:00Z", CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_missing_directory_is_refused() =>
        Should.Throw<DirectoryNotFoundException>(() => DumpReader.Open(Path.Combine(_cluster.Path, "none")));

    private static IEnumerable<string?> Names(JsonElement list) =>
        list.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("metadata").GetProperty("name").GetString());

    private Task<QueryResult> AskAsync(Query query) =>
        DumpReader.Open(_cluster.Path).ReadAsync(query, TestContext.Current.CancellationToken);
}
