using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ProbeDetectorTests
{
    [Fact]
    public void A_liveness_probe_on_a_port_that_the_container_does_not_have_is_the_cause()
    {
        With("livenessProbe", "{'tcpSocket':{'port':9090}}", States.Restarted(137))
            .PodEvent("web", "Unhealthy", "Liveness probe failed: dial tcp 10.1.0.9:9090: connect: connection refused")
            .ShouldFind(CauseCode.LivenessProbePortWrong, "web");
    }

    [Fact]
    public void A_readiness_probe_that_speaks_another_protocol_is_the_cause()
    {
        With("readinessProbe", "{'httpGet':{'port':8080,'path':'/'}}", States.NotReady)
            .PodEvent("web", "Unhealthy", "Readiness probe failed: Get \"http://10.1.0.9:8080/\": net/http: HTTP/1.x transport connection broken: malformed HTTP response")
            .ShouldFind(CauseCode.ReadinessProbeProtocolWrong, "web");
    }

    [Fact]
    public void A_readiness_probe_for_a_path_that_is_not_served_is_the_cause()
    {
        With("readinessProbe", "{'httpGet':{'port':8080,'path':'/heath'}}", States.NotReady)
            .PodEvent("web", "Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 404")
            .ShouldFind(CauseCode.ReadinessProbePathWrong, "web");
    }

    [Fact]
    public void A_liveness_probe_that_gives_a_slow_start_no_time_is_the_cause()
    {
        With("livenessProbe", "{'tcpSocket':{'port':8080},'initialDelaySeconds':1,'periodSeconds':1,'failureThreshold':1}", States.Crashing(143))
            .PodEvent("web", "Unhealthy", "Liveness probe failed: dial tcp 10.1.0.9:8080: connect: connection refused")
            .ShouldFind(CauseCode.LivenessProbeTimingTooTight, "web");
    }

    [Theory]
    [InlineData("'livenessProbe':{'tcpSocket':{'port':9090}}", CauseCode.LivenessProbePortWrong)]
    [InlineData(
        "'livenessProbe':{'httpGet':{'port':8080,'path':'/'}},'readinessProbe':{'grpc':{'port':8080}}",
        CauseCode.LivenessProbeProtocolWrong)]
    [InlineData(
        "'livenessProbe':{'tcpSocket':{'port':8080},'periodSeconds':1,'failureThreshold':1}", CauseCode.LivenessProbeTimingTooTight)]
    public void A_liveness_probe_of_which_no_event_is_left_shows_in_how_the_container_ended(string probes, CauseCode code) =>
        Contrasts.Contrast.Web(States.Restarted(143), probes).ShouldFind(code, "web");

    [Fact]
    public void A_readiness_probe_in_another_protocol_than_the_liveness_probe_shows_without_an_event() =>
        Contrasts.Contrast
            .Web(States.NotReady, "'readinessProbe':{'httpGet':{'port':8080,'path':'/'}},'livenessProbe':{'grpc':{'port':8080}}")
            .ShouldFind(CauseCode.ReadinessProbeProtocolWrong, "web");

    [Fact]
    public void A_container_that_ends_by_itself_sooner_than_its_probe_waits_was_not_ended_by_it() =>
        Contrasts.Contrast.Web(States.Crashing(1), "'livenessProbe':{'tcpSocket':{'port':9090}}")
            .ShouldNotFind(CauseCode.LivenessProbePortWrong);

    [Fact]
    public void A_probe_that_failed_while_the_container_started_is_no_cause()
    {
        new TestCluster().Healthy("web").PodEvent("web", "Unhealthy", "Readiness probe failed: dial tcp 10.1.0.9:8080: connect: connection refused")
            .Diagnose().Causes.ShouldBeEmpty();
    }

    [Fact]
    public void The_probe_of_an_application_that_ends_by_itself_is_no_cause()
    {
        With("livenessProbe", "{'tcpSocket':{'port':8080},'initialDelaySeconds':10}", States.Crashing(1))
            .PodEvent("web", "Unhealthy", "Liveness probe failed: dial tcp 10.1.0.9:8080: connect: connection refused")
            .ShouldNotFind(CauseCode.LivenessProbeTimingTooTight);
    }

    private static TestCluster With(string field, string probe, string status) => new TestCluster()
        .Deployment("web", $"{{'containers':[{{'name':'main','image':'i','ports':[{{'containerPort':8080}}],'{field}':{probe}}}]}}")
        .Pod("web", status);
}
