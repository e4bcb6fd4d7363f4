using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class NameserverDetectorTests
{
    private const string Crash = "java.lang.IllegalStateException: cannot register";

    internal static Contrast Contrast =>
        new("NameserverDetector", CauseCode.DnsResolutionFailure, Asking("10.255.12.254"), Asking("10.0.0.9"));

    [Fact]
    public void Nameservers_that_are_not_the_clusters_are_the_cause_although_no_line_names_the_name() =>
        Asking("10.255.12.254").Logs("web", Crash).ShouldFind(CauseCode.DnsResolutionFailure, "web");

    [Fact]
    public void The_clusters_own_DNS_among_the_nameservers_is_no_cause() =>
        Asking("10.0.0.9").Logs("web", Crash).ShouldNotFind(CauseCode.DnsResolutionFailure);

    [Fact]
    public void A_workload_that_works_may_have_nameservers_of_its_own() => new TestCluster()
        .Healthy("web", podSpec: Contrasts.Contrast.Spec(pod: Policy("1.1.1.1"))).ShouldNotFind(CauseCode.DnsResolutionFailure);

    private static TestCluster Asking(string nameserver) => new TestCluster().Healthy("dns", 53)
        .Deployment("web", Contrasts.Contrast.Spec(pod: Policy(nameserver))).Pod("web", States.Crashing());

    private static string Policy(string nameserver) => $"'dnsPolicy':'None','dnsConfig':{{'nameservers':['{nameserver}']}}";
}
