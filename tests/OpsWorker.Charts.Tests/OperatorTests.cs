using YamlDotNet.RepresentationModel;

namespace OpsWorker.Charts.Tests;

/// <summary>The Operator: nothing of it without a capability that writes, and with one exactly its verbs.</summary>
public sealed class OperatorTests(Helm helm)
{
    private const string Writing = Values.Required + "rbac: {profile: readwrite}\n";
    private const string Restart = Writing + "capabilities: {kubernetesRestart: true}\n";
    private const string Scale = Writing + "capabilities: {kubernetesScale: true}\n";
    private const string Both = Writing + "capabilities: {kubernetesRestart: true, kubernetesScale: true}\n";

    private static readonly string[] s_always = ["create events", "get secrets", "patch secrets"];

    private static readonly string[] s_restart =
    [
        "get daemonsets", "get deployments", "get statefulsets", "patch daemonsets", "patch deployments", "patch statefulsets",
    ];

    private static readonly string[] s_scale =
    [
        "get deployments", "get statefulsets", "list horizontalpodautoscalers", "patch deployments/scale", "patch statefulsets/scale",
    ];

    public static TheoryData<string, string[]> Capabilities() => new()
    {
        { Restart, [.. s_always, .. s_restart] },
        { Scale, [.. s_always, .. s_scale] },
        { Both, [.. s_always, .. s_restart, .. s_scale] },
    };

    [Fact]
    public async Task Without_a_capability_that_writes_there_is_nothing_of_it()
    {
        var manifests = await helm.RenderAsync(Values.Required);

        manifests.All.ShouldNotContain(o => o.Text("metadata.name")!.Contains("operator", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Capabilities))]
    public async Task Each_capability_grants_exactly_its_verbs(string values, string[] expected)
    {
        var manifests = await helm.RenderAsync(values);

        Operators(manifests).SelectMany(Grant.Of).Select(g => $"{g.Verb} {g.Resource}").Distinct()
            .ShouldBe(expected.Distinct(), ignoreOrder: true);
    }

    [Fact]
    public async Task The_agents_roles_stay_as_they_are_whatever_the_Operator_may()
    {
        var reading = await helm.RenderAsync(Values.Required);
        var writing = await helm.RenderAsync(Both);

        Others(writing).SelectMany(Grant.Of).ShouldBe(Others(reading).SelectMany(Grant.Of));
    }

    [Fact]
    public async Task Secrets_are_granted_by_the_name_of_the_pin_alone()
    {
        var manifests = await helm.RenderAsync(Both);

        var rule = Operators(manifests).SelectMany(r => r.At("rules").Items())
            .Where(r => r.At("resources").Texts().Contains("secrets")).ShouldHaveSingleItem();
        rule.At("resourceNames").Texts().ShouldBe(["opsworker-agent-operator-pin"]);
    }

    [Fact]
    public async Task With_namespaces_its_rights_end_there()
    {
        var manifests = await helm.RenderAsync(Both + "operator: {namespaces: [shop, payments]}\n");

        var roles = Operators(manifests).ToList();
        roles.ShouldAllBe(role => role.Text("kind") == "Role");
        roles.Select(role => role.Text("metadata.namespace")).ShouldBe(["shop", "payments", "opsworker"], ignoreOrder: true);
        Environment(manifests)["OPSWORKER_OPERATOR_NAMESPACES"].ShouldBe("shop,payments");
    }

    [Fact]
    public async Task Its_pod_has_an_account_of_its_own_no_rights_on_its_node_and_its_capabilities()
    {
        var manifests = await helm.RenderAsync(Both);

        var pod = Deployment(manifests).At("spec.template.spec");
        pod.Text("serviceAccountName").ShouldBe("opsworker-agent-operator");
        var container = pod.At("containers").Items().ShouldHaveSingleItem();
        container.Text("securityContext.readOnlyRootFilesystem").ShouldBe("true");
        container.Text("securityContext.allowPrivilegeEscalation").ShouldBe("false");
        Environment(manifests)["OPSWORKER_CAPABILITIES"].ShouldBe("kubernetes.restart,kubernetes.scale");
        manifests.Of("ServiceAccount").Count.ShouldBe(2);
    }

    private static YamlMappingNode Deployment(Manifests manifests) =>
        manifests.Of("Deployment").Single(d => d.Text("metadata.name") == "opsworker-agent-operator");

    private static Dictionary<string, string?> Environment(Manifests manifests) =>
        Deployment(manifests).At("spec.template.spec.containers").Items().Single().At("env").Items()
            .ToDictionary(e => e.Text("name")!, e => e.Text("value"));

    private static IEnumerable<YamlMappingNode> Operators(Manifests manifests) => Roles(manifests, isOperator: true);

    private static IEnumerable<YamlMappingNode> Others(Manifests manifests) => Roles(manifests, isOperator: false);

    private static IEnumerable<YamlMappingNode> Roles(Manifests manifests, bool isOperator) => manifests.All
        .Where(o => o.Text("kind") is "Role" or "ClusterRole")
        .Where(o => o.Text("metadata.name")!.Contains("operator", StringComparison.Ordinal) == isOperator);
}
