using System.Text.Json.Nodes;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Scenarios.Reading;

public sealed class ClusterFileTests
{
    private const string Base =
        """
        collectedAt: 2026-03-02T10:00:00Z
        objects:
        - kind: Node
          metadata: {name: worker-a}
        - kind: Deployment
          metadata: {name: web}
          spec:
            replicas: 1
            selector: {matchLabels: {app: web}}
            template:
              metadata: {labels: {app: web}}
              spec: {containers: [{name: main, image: "example.org/web:1", ports: [{containerPort: 8080}]}]}
        - kind: Pod
          metadata:
            name: web-7d4b9c-00001
            ownerReferences: [{kind: ReplicaSet, name: web-7d4b9c, controller: true}]
          spec: {nodeName: worker-a}
          status: {conditions: [{type: Ready, status: "True"}]}
        - kind: Service
          metadata: {name: web}
          spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
        logs:
        - pod: web-7d4b9c-00001
          text: |
            listening
        """;

    [Fact]
    public async Task A_pod_takes_labels_and_containers_from_the_template_of_its_owner()
    {
        var pod = (await ItemsAsync("base: base", "pods")).ShouldHaveSingleItem();

        ((string?)pod["metadata"]!["labels"]!["app"]).ShouldBe("web");
        ((string?)pod["spec"]!["containers"]![0]!["image"]).ShouldBe("example.org/web:1");
        ((string?)pod["status"]!["phase"]).ShouldBe("Running");
    }

    [Fact]
    public async Task Fields_that_controllers_set_are_filled_in()
    {
        (await ItemsAsync("base: base", "replicasets")).Select(Ownership.NameOf).ShouldBe(["web-7d4b9c"]);
        ((int?)(await ItemsAsync("base: base", "deployments"))[0]["status"]!["readyReplicas"]).ShouldBe(1);
        ((int?)(await ItemsAsync("base: base", "endpoints"))[0]["subsets"]![0]!["ports"]![0]!["port"]).ShouldBe(8080);
    }

    [Fact]
    public async Task An_object_replaces_that_of_the_base_and_a_pod_written_anew_has_no_log()
    {
        const string file =
            """
            base: base
            objects:
            - kind: Pod
              metadata:
                name: web-7d4b9c-00001
                ownerReferences: [{kind: ReplicaSet, name: web-7d4b9c, controller: true}]
              status: {phase: Pending}
            """;

        ((string?)(await ItemsAsync(file, "pods")).ShouldHaveSingleItem()["status"]!["phase"]).ShouldBe("Pending");
        (await ReadAsync(file, Logs)).Outcome.ShouldBe(QueryOutcome.NoData);
    }

    [Fact]
    public async Task Objects_that_a_removed_object_owns_are_removed()
    {
        const string file = "{base: base, remove: [Deployment/web]}";

        (await ItemsAsync(file, "pods")).ShouldBeEmpty();
        (await ItemsAsync(file, "replicasets")).ShouldBeEmpty();
        (await ItemsAsync(file, "services")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_log_is_continued_or_replaced() =>
        new[]
        {
            (await ReadAsync("{base: base, logs: [{pod: web-7d4b9c-00001, append: 'refused'}]}", Logs)).Content,
            (await ReadAsync("{base: base, logs: [{pod: web-7d4b9c-00001, text: 'refused'}]}", Logs)).Content,
        }.ShouldBe(["listening\nrefused\n", "refused\n"]);

    [Fact]
    public async Task Numbers_make_several_objects_of_one() =>
        (await ItemsAsync("{base: base, objects: [{kind: ConfigMap, numbers: 08-11, metadata: {name: 'c-{n}'}}]}", "configmaps"))
            .Select(Ownership.NameOf).ShouldBe(["c-08", "c-09", "c-10", "c-11"]);

    [Fact]
    public async Task An_absent_list_has_no_data_and_a_forbidden_one_is_an_error()
    {
        var query = new Query { Verb = QueryVerb.List, Resource = "secrets", Namespace = "shop" };

        (await ReadAsync("base: base", query)).Outcome.ShouldBe(QueryOutcome.Success);
        (await ReadAsync("{base: base, absent: [secrets]}", query)).Outcome.ShouldBe(QueryOutcome.NoData);
        (await ReadAsync("{base: base, forbidden: [secrets]}", query)).Outcome.ShouldBe(QueryOutcome.Error);
    }

    [Theory]
    [InlineData("{base: base, log: []}", "\"log\" is no key of the file")]
    [InlineData("{base: base, logs: [{pod: a, lines: b}]}", "\"lines\" is no key of logs")]
    [InlineData("{base: base, logs: [{pod: web-7d4b9c-00001, container: side, text: b}]}", "\"logs\" has the container side of the pod")]
    [InlineData("{base: base, logs: [{pod: wbe, text: b}]}", "the pod shop/wbe, which is not there")]
    [InlineData("{base: base, logs: [{pod: web-7d4b9c-00001, previous: true}]}", "\"previous\" of web-7d4b9c-00001 is no text")]
    [InlineData("{base: base, remove: [Deployment/wbe]}", "\"remove\" names Deployment/shop/wbe, which the bases do not have")]
    [InlineData("{base: base, remove: [web]}", "\"web\" names no object")]
    [InlineData("{base: base, absent: [secret]}", "\"absent\" has secret")]
    [InlineData("{base: base, objects: [{metadata: {name: a}}]}", "An object has no \"kind\"")]
    [InlineData("{base: base, objects: [{kind: Pod}]}", "An object of kind Pod has no \"metadata.name\"")]
    [InlineData("{base: base, objects: [{kind: Event}]}", "An event has no \"involvedObject\"")]
    [InlineData("{base: base, objects: [{kind: Pod, numbers: 5, metadata: {name: a}}]}", "\"numbers\" is 5")]
    [InlineData("{base: base, metrics: [{metric: {}, values: '1 b'}]}", "\"b\" is no value of a series")]
    [InlineData("objects: []", "have \"collectedAt\"")]
    [InlineData("base: [base", "Line 2")]
    public void A_malformed_file_is_refused_with_its_path_and_the_key(string file, string message)
    {
        using var folder = new TemporaryFolder();

        Should.Throw<FormatException>(() => Open(folder, file)).Message.ShouldSatisfyAllConditions(
            m => m.ShouldStartWith(folder.File("cluster.yaml")),
            m => m.ShouldContain(message));
    }

    private static Query Logs => new() { Verb = QueryVerb.Logs, Namespace = "shop", Name = "web-7d4b9c-00001", Container = "main" };

    private static async Task<IReadOnlyList<JsonObject>> ItemsAsync(string file, string resource)
    {
        var answer = await ReadAsync(file, new Query { Verb = QueryVerb.List, Resource = resource, Namespace = "shop" });
        return [.. JsonNode.Parse(answer.Content)!["items"]!.AsArray().Select(i => i!.AsObject())];
    }

    private static async Task<QueryResult> ReadAsync(string file, Query query)
    {
        using var folder = new TemporaryFolder();
        using var cluster = Open(folder, file);
        return await cluster.Reader.ReadAsync(query, TestContext.Current.CancellationToken);
    }

    private static ScenarioCluster Open(TemporaryFolder folder, string file)
    {
        File.WriteAllText(folder.File("base.yaml"), Base);
        File.WriteAllText(folder.File("cluster.yaml"), file);
        return ScenarioCluster.Open(folder.File("cluster.yaml"), folder.FullPath);
    }
}
