using OpsWorker.AgentRuntime.Detection;
using OpsWorker.Kubernetes.Queries.Resources;

namespace OpsWorker.Charts.Tests;

public sealed class WatchTests(Helm helm)
{
    private const string Prefix = "OPSWORKER_DETECTION";

    [Fact]
    public async Task Nothing_is_watched_by_default()
    {
        var environment = (await helm.RenderAsync(Values.Required + "watch: {namespaces: [shop], graceSeconds: 90}")).Environment;

        environment.Keys.ShouldNotContain(name => name.StartsWith(Prefix, StringComparison.Ordinal));
        (await helm.RenderAsync(Values.Required)).Grants().ShouldNotContain(grant => grant.Verb == "watch");
    }

    [Fact]
    public async Task Namespaces_and_grace_times_can_be_set()
    {
        var little = (await helm.RenderAsync(Values.Required + "watch: {enabled: true}")).Environment;
        little[Prefix].ShouldBe("on");
        little.Keys.ShouldNotContain(Prefix + "_NAMESPACES");
        little[Prefix + "_GRACE_SECONDS"].ShouldBe($"{DetectionOptions.DefaultGrace.TotalSeconds}");
        little[Prefix + "_RESOLVE_SECONDS"].ShouldBe($"{DetectionOptions.DefaultResolveAfter.TotalSeconds}");

        var manifests = await helm.RenderAsync(
            Values.Required + "watch: {enabled: true, namespaces: [shop, payments], graceSeconds: 3600, resolveSeconds: 86400}");
        var all = manifests.Environment;
        all[Prefix + "_NAMESPACES"].ShouldBe("shop,payments");
        all[Prefix + "_GRACE_SECONDS"].ShouldBe("3600");
        all[Prefix + "_RESOLVE_SECONDS"].ShouldBe("86400");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("watchNamespaces: [shop]", false)]
    public async Task What_is_watched_may_be_listed_and_watched(string values, bool hasNodes)
    {
        var grants = (await helm.RenderAsync(Values.Required + "watch: {enabled: true}\n" + values)).Grants();

        var options = new DetectionOptions { WatchesNodes = hasNodes };
        var watched = new ProblemDetector(options, TimeProvider.System).Targets.Select(
            t => KnownResources.Find(t.Resource).ShouldNotBeNull());
        grants.Where(g => g.Verb == "watch").Select(g => (g.Group, g.Resource)).Distinct()
            .ShouldBe(watched.Select(resource => (resource.Group, resource.Name)).Distinct(), ignoreOrder: true);
        foreach (var resource in watched)
        {
            foreach (var verb in (string[])["list", "watch"])
            {
                grants.ShouldContain(
                    g => g.Group == resource.Group && g.Resource == resource.Name && g.Verb == verb, $"{verb} {resource.QualifiedName}");
            }
        }
    }
}
