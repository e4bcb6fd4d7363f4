using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;

namespace OpsWorker.Core.Tests;

public sealed class CapabilityCheckTests
{
    [Theory]
    [InlineData(QueryVerb.List, "pods", "observe")]
    [InlineData(QueryVerb.Get, "deployments.apps", "observe")]
    [InlineData(QueryVerb.Metrics, "pods", "observe")]
    [InlineData(QueryVerb.Discover, "apiresources", "observe")]
    [InlineData(QueryVerb.Logs, null, "diagnostics.read")]
    [InlineData(QueryVerb.Probe, null, "diagnostics.read")]
    [InlineData(QueryVerb.List, "applications.argoproj.io", "argocd.read")]
    [InlineData(QueryVerb.Get, "kustomizations.kustomize.toolkit.fluxcd.io", "argocd.read")]
    [InlineData(QueryVerb.List, "helmreleases", "argocd.read")]
    [InlineData(QueryVerb.List, "applications.app.k8s.io", "observe")]
    [InlineData(QueryVerb.List, "rollouts.argoproj.io", "observe")]
    [InlineData(QueryVerb.Version, null, null)]
    public void A_question_needs_its_capability(QueryVerb verb, string? resource, string? capability)
    {
        var query = new Query { Verb = verb, Resource = resource, Namespace = "shop" };

        CapabilityCheck.Needed(query).ShouldBe(capability);
        CapabilityCheck.Refusal(query, AgentCapabilities.Reading, []).ShouldBeNull();
        CapabilityCheck.Refusal(query, [.. AgentCapabilities.Reading.Where(name => name != capability)], [])
            .ShouldBe(capability is null ? null : $"the capability {capability} is off");
    }

    [Theory]
    [InlineData("shop", null)]
    [InlineData("bank", "namespace bank is outside diagnostics.allowedNamespaces, which are shop, web")]
    [InlineData(null, "all namespaces together are outside diagnostics.allowedNamespaces, which are shop, web")]
    public void Logs_and_checks_are_limited_to_the_namespaces_of_diagnostics(string? ns, string? refusal)
    {
        foreach (var verb in (QueryVerb[])[QueryVerb.Logs, QueryVerb.Probe])
        {
            CapabilityCheck.Refusal(new Query { Verb = verb, Namespace = ns }, AgentCapabilities.Reading, ["shop", "web"])
                .ShouldBe(refusal);
        }

        CapabilityCheck.Refusal(new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = ns }, AgentCapabilities.Reading, ["shop"])
            .ShouldBeNull();
    }

    [Fact]
    public void An_agent_of_an_earlier_version_reports_verbs_only_and_is_refused_nothing() =>
        CapabilityCheck.Refusal(new Query { Verb = QueryVerb.Logs, Namespace = "shop" }, ["get", "list", "logs"], []).ShouldBeNull();
}
