namespace OpsWorker.Charts.Tests;

/// <summary>Each capability's rights, and those of the agent that keeps its own token.</summary>
public sealed class CapabilityTests(Helm helm)
{
    private static readonly string[] s_write =
        ["create", "update", "patch", "delete", "deletecollection", "impersonate", "bind", "escalate"];

    public static TheoryData<string, string> Capabilities() => new()
    {
        { "observe", "get,list pods nodes namespaces deployments services configmaps" },
        { "diagnosticsRead", "get pods/log" },
        { "argocdRead", "get,list applications helmreleases kustomizations" },
        { "tokenRotate", "" },
    };

    [Theory]
    [MemberData(nameof(Capabilities))]
    public async Task A_capability_that_is_off_takes_exactly_its_rights(string capability, string rights)
    {
        var all = await GrantsAsync(Values.Registering);
        var off = await GrantsAsync(Values.Registering + $"capabilities: {{{capability}: false}}");

        var taken = all.Except(off).Where(g => g.Resource != "pods" || capability == "observe").ToList();
        off.Except(all).ShouldBeEmpty();
        var words = rights.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            taken.ShouldBeEmpty();
            return;
        }

        taken.Select(g => g.Verb).Distinct().Order().ShouldBe(words[0].Split(',').Order());
        var resources = taken.Select(g => g.Resource).Distinct().Order().ToList();

        // Logs need their pods, so these stay without observe.
        if (capability == "observe") words.Skip(1).Except(["pods"]).ShouldBeSubsetOf(resources);
        else resources.ShouldBe(words.Skip(1).Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("persistence: {type: pvc}")]
    [InlineData("persistence: {enabled: false}")]
    [InlineData("watchNamespaces: [shop, payments]")]
    [InlineData("diagnostics: {allowedNamespaces: [shop]}")]
    [InlineData("watch: {enabled: true}")]
    public async Task The_readonly_profile_writes_nothing_but_the_one_secret_of_its_identity(string values)
    {
        var manifests = await helm.RenderAsync(Values.Registering + values);

        var rules = manifests.All.Where(o => o.Text("kind") is "Role" or "ClusterRole")
            .SelectMany(role => role.At("rules").Items().Select(rule => (Role: role, Rule: rule)))
            .Where(r => r.Rule.At("verbs").Texts().Any(verb => s_write.Contains(verb) || verb == "*"))
            .ToList();
        if (values.StartsWith("persistence", StringComparison.Ordinal))
        {
            rules.ShouldBeEmpty();
            manifests.Grants().ShouldNotContain(g => g.Resource == "secrets");
            return;
        }

        var (role, rule) = rules.ShouldHaveSingleItem();
        (role.Text("kind"), role.Text("metadata.namespace")).ShouldBe(("Role", "opsworker"));
        rule.At("resources").Texts().ShouldBe(["secrets"]);
        rule.At("resourceNames").Texts().ShouldBe(["opsworker-agent-identity"]);
        rule.At("verbs").Texts().ShouldBe(["get", "patch"]);
        manifests.Environment["OPSWORKER_IDENTITY_SECRET"].ShouldBe("opsworker-agent-identity");
        manifests.Of("Secret").Single(s => s.Text("metadata.name") == "opsworker-agent-identity").Find("data").ShouldBeNull();
    }

    [Fact]
    public async Task Logs_limited_to_namespaces_are_granted_there_alone_and_the_agent_is_told()
    {
        var manifests = await helm.RenderAsync(Values.Registering + "diagnostics: {allowedNamespaces: [shop, payments]}");

        var logs = manifests.All.Where(o => o.Text("kind") is "Role" or "ClusterRole")
            .Where(role => role.At("rules").Items().Any(rule => rule.At("resources").Texts().Contains("pods/log")));
        logs.Select(role => (role.Text("kind"), role.Text("metadata.namespace"))).ShouldBe([("Role", "shop"), ("Role", "payments")]);
        manifests.Environment["OPSWORKER_DIAGNOSTICS_NAMESPACES"].ShouldBe("shop,payments");
    }

    [Fact]
    public async Task The_token_of_an_agent_that_registered_is_kept_on_a_volume_where_that_is_chosen()
    {
        var manifests = await helm.RenderAsync(Values.Registering + "persistence: {type: pvc, size: 64Mi}");

        manifests.One("PersistentVolumeClaim").Text("spec.resources.requests.storage").ShouldBe("64Mi");
        manifests.Environment["OPSWORKER_AGENT_TOKEN_PATH"].ShouldBe("/var/lib/opsworker-agent/token");
        manifests.Container.At("volumeMounts").Items().Single(m => m.Text("name") == "identity").Text("mountPath")
            .ShouldBe("/var/lib/opsworker-agent");
        manifests.One("Deployment").Text("spec.strategy.type").ShouldBe("Recreate");
    }

    [Fact]
    public async Task The_capabilities_are_told_to_the_agent_by_their_names()
    {
        (await helm.RenderAsync(Values.Registering)).Environment["OPSWORKER_CAPABILITIES"]!.Split(',')
            .ShouldBe(["observe", "diagnostics.read", "argocd.read", "token.rotate"], ignoreOrder: true);
        (await helm.RenderAsync(Values.Registering + "capabilities: {diagnosticsRead: false, tokenRotate: false}"))
            .Environment["OPSWORKER_CAPABILITIES"]!.Split(',').ShouldBe(["observe", "argocd.read"], ignoreOrder: true);
    }

    private async Task<IReadOnlyList<Grant>> GrantsAsync(string values) => (await helm.RenderAsync(values)).Grants();
}
