using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class SidecarDetectorTests
{
    private const string Own = "dial tcp 127.0.0.1:5432: connect: connection refused";
    private const string Other = "dial tcp 10.96.0.7:5432: connect: connection refused";

    // A sidecar that is not ready; one that is, and listens.
    internal static Contrast Contrast => new(nameof(SidecarDetector), CauseCode.SidecarNotReady,
        Pod("sql-proxy", ready: "false", "2026-03-02T09:40:00Z", Own), Pod("sql-proxy", ready: "true", "2026-03-02T09:40:00Z", Own));

    [Fact]
    public void An_application_that_ends_before_the_proxy_of_its_mesh_is_there_began_too_early() =>
        Pod("istio-proxy", ready: "true", "2026-03-02T09:56:59Z", Other).ShouldFind(CauseCode.SidecarNotReady, "web");

    [Fact]
    public void Long_after_the_proxy_began_it_is_the_server_that_refuses() =>
        Pod("istio-proxy", ready: "true", "2026-03-02T09:40:00Z", Other).ShouldNotFind(CauseCode.SidecarNotReady);

    [Fact]
    public void A_server_elsewhere_is_no_sidecar() =>
        Pod("sql-proxy", ready: "false", "2026-03-02T09:40:00Z", Other).ShouldNotFind(CauseCode.SidecarNotReady);

    [Fact]
    public void A_pod_that_resolves_no_names_keeps_its_proxy_from_being_ready_too() =>
        Pod("istio-proxy", ready: "false", "2026-03-02T09:40:00Z", Other, "'dnsPolicy':'None',")
            .PreviousLogs("web", "java.net.UnknownHostException: db: Temporary failure in name resolution")
            .ShouldNotFind(CauseCode.SidecarNotReady);

    private static TestCluster Pod(string sidecar, string ready, string began, string line, string dns = "")
    {
        var status = States.Crashing()[..^2]
            + $",{{'name':'{sidecar}','ready':{ready},'restartCount':0,'state':{{'running':{{'startedAt':'{began}'}}}}}}]}}";
        return new TestCluster()
            .Deployment("web", $"{{{dns}'containers':[{{'name':'main','image':'i'}},{{'name':'{sidecar}','image':'p'}}]}}")
            .Pod("web", status).Logs("web", line, line);
    }
}
