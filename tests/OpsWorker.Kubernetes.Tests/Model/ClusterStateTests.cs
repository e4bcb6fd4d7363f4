using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Kubernetes.Tests.Model;

public sealed class ClusterStateTests
{
    [Fact]
    public void Objects_are_found_by_kind_namespace_and_name_and_know_their_evidence()
    {
        var state = State(List(
            "pods",
            """{"kind":"PodList","items":[{"metadata":{"name":"a","namespace":"n"},"spec":null,"status":{"conditions":null}}]}"""));

        var pod = state.Find<Pod>("n", "a").ShouldNotBeNull();
        pod.EvidenceId.ShouldBe("e1-1");
        pod.Reference.ShouldBe(new ObjectReference("Pod", "n", "a"));
        pod.Status.Conditions.ShouldBeEmpty();
        state.Find<Pod>("n", "b").ShouldBeNull();
    }

    [Fact]
    public void A_malformed_item_is_skipped_and_noted()
    {
        var state = State(List("pods", """{"kind":"PodList","items":[{"metadata":{"name":7}},"""
            + """{"metadata":{"name":"a","namespace":"n"}}]}"""));

        state.All<Pod>().Select(p => p.Name).ShouldBe(["a"]);
        state.Gaps.ShouldHaveSingleItem();
    }

    [Fact]
    public void Nulls_in_lists_and_maps_are_removed()
    {
        var pod = State(List(
            "pods",
            """
            {"kind":"PodList","items":[{"metadata":{"name":"a","namespace":"n","labels":{"x":null,"y":"1"}},
              "status":{"conditions":[null,{"type":"Ready"},null]}}]}
            """))
            .Find<Pod>("n", "a").ShouldNotBeNull();

        pod.Metadata.Labels.Keys.ShouldBe(["y"]);
        pod.Status.Conditions.ShouldHaveSingleItem().Type.ShouldBe("Ready");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public void A_time_that_no_cluster_can_have_written_is_absent(string time)
    {
        var pod = State(List(
            "pods",
            $$$"""
            {"kind":"PodList","items":[{"metadata":{"name":"a","namespace":"n","creationTimestamp":"2026-03-01T00:00:00Z"},
              "status":{"startTime":"{{{time}}}","conditions":[{"type":"Ready","lastTransitionTime":"{{{time}}}"}]}}]}
            """))
            .Find<Pod>("n", "a").ShouldNotBeNull();

        pod.Metadata.CreationTimestamp.ShouldBe(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        pod.Status.Conditions.ShouldHaveSingleItem().LastTransitionTime.ShouldBeNull();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"type":null}""")]
    public void An_object_with_a_condition_of_no_type_is_malformed(string condition)
    {
        var state = State(List(
            "pods",
            $$$"""{"kind":"PodList","items":[{"metadata":{"name":"a","namespace":"n"},"status":{"conditions":[{{{condition}}}]}}]}"""));

        state.All<Pod>().ShouldBeEmpty();
        state.Gaps.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"items":7}""")]
    public void An_answer_that_cannot_be_read_is_noted(string content)
    {
        State(List("pods", content)).Gaps.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_kind_counts_as_listed_only_if_the_whole_list_is_known()
    {
        State(List("secrets", """{"kind":"SecretList","items":[]}""")).Listed<Secret>("n").ShouldBeTrue();
        State().Listed<Secret>("n").ShouldBeFalse();
        State(List("secrets", """{"kind":"SecretList","items":[]}""") with { OmittedBytes = 1 }).Listed<Secret>("n").ShouldBeFalse();
    }

    [Fact]
    public void A_list_with_an_error_is_partial_and_the_error_is_a_gap()
    {
        var broken = List("secrets", """{"kind":"SecretList","items":[]}""") with { Error = "n/secrets.json breaks off after 0 items" };
        var state = State(broken);

        state.Listed<Secret>("n").ShouldBeFalse();
        state.Gaps.ShouldHaveSingleItem().ShouldEndWith("n/secrets.json breaks off after 0 items");
    }

    [Theory]
    [InlineData("""{"kind":"SecretList","metadata":{"continue":"token"},"items":[]}""")]
    [InlineData("""{"kind":"SecretList","items":[{"metadata":{"name":7}}]}""")]
    public void A_list_with_further_pages_or_unreadable_items_is_partial(string content) =>
        State(List("secrets", content)).Listed<Secret>("n").ShouldBeFalse();

    [Fact]
    public void Kinds_of_the_gateway_api_are_read_by_their_resource_and_group()
    {
        var state = State(List(
                "httproutes.gateway.networking.k8s.io",
                """{"kind":"List","items":[{"metadata":{"name":"a","namespace":"n"},"spec":{"parentRefs":[{"name":"g"}]}}]}"""),
            List("gateways.gateway.networking.k8s.io", """{"kind":"List","items":[]}"""));

        state.Find(new ObjectReference("HTTPRoute", "n", "a")).ShouldBeOfType<HttpRoute>()
            .Spec.ParentRefs.ShouldHaveSingleItem().Name.ShouldBe("g");
        state.Listed("Gateway", "n").ShouldBeTrue();
    }

    [Fact]
    public void A_pod_leads_to_the_workload_at_the_top_of_its_owners()
    {
        var state = State(
            List(
                "pods",
                """
                {"kind":"PodList","items":[{"metadata":{"name":"web-1a-x","namespace":"n",
                  "ownerReferences":[{"kind":"ReplicaSet","name":"web-1a","controller":true}]}}]}
                """),
            List(
                "replicasets",
                """
                {"kind":"ReplicaSetList","items":[{"metadata":{"name":"web-1a","namespace":"n",
                  "ownerReferences":[{"kind":"Deployment","name":"web"}]}}]}
                """));

        state.WorkloadOf(state.All<Pod>()[0]).ShouldBe(new ObjectReference("Deployment", "n", "web"));
        state.PodsOf(new ObjectReference("Deployment", "n", "web")).ShouldHaveSingleItem();
    }

    // Its owner is the node, of which its manifest is a file.
    [Fact]
    public void A_static_pod_is_its_own_workload()
    {
        var state = State(List(
            "pods",
            """
            {"kind":"PodList","items":[{"metadata":{"name":"etcd-cp1","namespace":"kube-system",
              "ownerReferences":[{"kind":"Node","name":"cp1","controller":true}]}}]}
            """));

        state.WorkloadOf(state.All<Pod>()[0]).ShouldBe(new ObjectReference("Pod", "kube-system", "etcd-cp1"));
    }

    [Fact]
    public void Logs_are_read_container_by_container()
    {
        var state = State(new QueryResult
        {
            Query = new Query { Verb = QueryVerb.Logs, Namespace = "n" },
            Outcome = QueryOutcome.Success,
            Content = "==== START logs for container a of pod n/p ====\none\ntwo\n==== END logs for container a of pod n/p ====\n",
            CollectedAt = DateTimeOffset.UnixEpoch,
        });

        state.Logs.ShouldHaveSingleItem().Lines.ShouldBe(["one", "two"]);
    }

    private static QueryResult List(string resource, string content) => new()
    {
        Query = new Query { Verb = QueryVerb.List, Resource = resource, Namespace = "n" },
        Outcome = QueryOutcome.Success,
        Content = content,
        CollectedAt = DateTimeOffset.UnixEpoch,
    };

    private static ClusterState State(params QueryResult[] results) =>
        ClusterState.From(results.Select((r, i) => new Evidence($"e1-{i + 1}", r)));
}
