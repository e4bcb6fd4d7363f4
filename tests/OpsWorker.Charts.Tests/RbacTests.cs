using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.Queries.Resources;
using OpsWorker.Kubernetes.Queries.Syntax;

namespace OpsWorker.Charts.Tests;

public sealed class RbacTests(Helm helm)
{
    private const string Namespaced = Values.Required + "watchNamespaces: [shop, payments]";

    public static TheoryData<string> ValueSets() =>
        [Values.Required, Values.Full, Namespaced, Values.Required + "rbac: {secretMetadata: true}"];

    [Theory]
    [MemberData(nameof(ValueSets))]
    public async Task Nothing_but_reading_named_resources_is_granted(string values)
    {
        var manifests = await helm.RenderAsync(values);

        var grants = manifests.Grants();
        grants.ShouldNotBeEmpty();
        grants.Select(g => g.Verb).Distinct().ShouldBeSubsetOf(["get", "list", "watch"]);
        grants.ShouldAllBe(g => !g.Resource.Contains('*', StringComparison.Ordinal) && !g.Group.Contains('*', StringComparison.Ordinal));
        grants
            .Where(g => g.Resource.Contains('/', StringComparison.Ordinal))
            .Distinct()
            .Select(g => $"{g.Verb} {g.Resource}")
            .Distinct()
            .ShouldBe(["get pods/log"]);
        manifests.All.Where(o => o.Text("kind") is "Role" or "ClusterRole").SelectMany(r => r.At("rules").Items())
            .ShouldAllBe(rule => rule.Find("nonResourceURLs") == null);
    }

    [Fact]
    public async Task Leases_are_read_in_the_namespace_of_nodes_leases_alone()
    {
        var manifests = await helm.RenderAsync(Values.Required);

        manifests.Grants().Where(g => g.Resource == "leases").Select(g => g.Kind).Distinct().ShouldBe(["Role"]);
        manifests.One("Role").Text("metadata.namespace").ShouldBe("kube-node-lease");
    }

    [Fact]
    public async Task Secrets_are_not_granted_by_default()
    {
        (await helm.RenderAsync(Values.Required))
            .Grants()
            .ShouldNotContain(g => g.Resource.StartsWith("secrets", StringComparison.Ordinal));
        (await helm.RenderAsync(Namespaced)).Grants().ShouldNotContain(g => g.Resource.StartsWith("secrets", StringComparison.Ordinal));

        var said = await helm.RenderAsync(Values.Required + "rbac: {secretMetadata: true}");

        said.Grants().Where(g => g.Resource == "secrets").Select(g => g.Verb).ShouldBe(["get", "list"]);
    }

    [Fact]
    public async Task With_namespaces_to_watch_nothing_is_granted_beyond_them()
    {
        var manifests = await helm.RenderAsync(Namespaced);

        manifests.Of("ClusterRole").ShouldBeEmpty();
        manifests.Of("ClusterRoleBinding").ShouldBeEmpty();
        manifests.Of("Role").Select(r => r.Text("metadata.namespace")).ShouldBe(["shop", "payments"]);
        manifests.Of("RoleBinding").Select(r => r.Text("metadata.namespace")).ShouldBe(["shop", "payments"]);
        manifests.Environment["OPSWORKER_WATCH_NAMESPACES"].ShouldBe("shop,payments");
    }

    [Theory]
    [InlineData(Values.Required)]
    [InlineData(Values.Full)]
    public async Task Bindings_join_the_roles_to_the_account_of_the_pod(string values)
    {
        var manifests = await helm.RenderAsync(values);

        var account = manifests.Pod.Text("spec.serviceAccountName");
        manifests.One("ServiceAccount").Text("metadata.name").ShouldBe(account);
        foreach (var binding in manifests.All.Where(o => o.Text("kind") is "RoleBinding" or "ClusterRoleBinding"))
        {
            var role = manifests.All.Where(o => o.Text("kind") == binding.Text("roleRef.kind")
                && o.Text("metadata.name") == binding.Text("roleRef.name")
                && o.Text("metadata.namespace") == binding.Text("metadata.namespace"));
            role.ShouldHaveSingleItem();
            var subject = binding.At("subjects").Items().ShouldHaveSingleItem();
            (subject.Text("kind"), subject.Text("name"), subject.Text("namespace")).ShouldBe(("ServiceAccount", account, "opsworker"));
        }
    }

    [Fact]
    public async Task Without_rbac_there_are_no_roles()
    {
        var manifests = await helm.RenderAsync(Values.Required + "rbac: {create: false}");

        manifests.Grants().ShouldBeEmpty();
        manifests.All.ShouldNotContain(o => o.Text("kind")!.EndsWith("Binding", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_investigations_ask_for_is_granted_but_for_secrets()
    {
        var grants = (await helm.RenderAsync(Values.Required)).Grants();

        Asked(_ => true).Where(g => g.Resource != "secrets").Except(grants).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_namespaces_to_watch_what_is_asked_of_one_is_granted()
    {
        var grants = (await helm.RenderAsync(Namespaced)).Grants();
        var namespaced = KnownResources.All.Where(r => r.Namespaced).Select(r => r.Name).ToHashSet();

        // What is asked of a namespace that is not watched, as nodes' leases are, the agent refuses.
        Asked(query => query.Namespace is "shop" or null).Where(g => namespaced.Contains(g.Resource) && g.Resource != "secrets")
            .Select(g => g with { Kind = "Role" }).Except(grants).ShouldBeEmpty();
    }

    /// <summary>The grants that an investigation's first queries and the rollout history need.</summary>
    private static IEnumerable<Grant> Asked(Func<Query, bool> counts)
    {
        string[] typed =
            ["rollout history deployment/web -n shop", "rollout history daemonset/web -n shop", "rollout history statefulset/web -n shop"];
        var queries = Plan.For(new Scope { Namespace = "shop" })
            .Concat(typed.SelectMany(t => KubectlSyntax.Parse(t).ShouldBeOfType<KubectlParse.Accepted>().Command.Queries));
        foreach (var query in queries.Where(counts))
        {
            switch (query.Verb)
            {
                case QueryVerb.Get or QueryVerb.List:
                    var resource = KnownResources.Find(query.Resource!).ShouldNotBeNull();
                    var kind = query.Namespace == "kube-node-lease" ? "Role" : "ClusterRole";
                    yield return new Grant(kind, resource.Group, resource.Name, query.Verb == QueryVerb.Get ? "get" : "list");
                    break;
                case QueryVerb.Logs:
                    yield return new Grant("ClusterRole", "", "pods", "list");
                    yield return new Grant("ClusterRole", "", "pods/log", "get");
                    break;
                case QueryVerb.Metrics:
                    yield return new Grant("ClusterRole", "metrics.k8s.io", query.Resource!, "list");
                    break;
            }
        }
    }
}
