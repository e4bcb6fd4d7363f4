using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class LivenessReportDetectorTests
{
    private const string Probe = "'livenessProbe':{'httpGet':{'path':'/live','port':8080},'periodSeconds':20}";
    private const string Error = "Liveness probe failed: HTTP probe failed with statuscode: 500";

    // An application that answers with an error; one that does not answer.
    internal static Contrast Contrast => new(nameof(LivenessReportDetector), CauseCode.LivenessProbeFailing,
        Killed(Error), Killed("Liveness probe failed: Get \"http://10.1.0.9:8080/live\": context deadline exceeded"));

    [Fact]
    public void An_application_that_answers_its_probe_with_an_error_is_restarted_for_that() =>
        Killed(Error).ShouldFind(CauseCode.LivenessProbeFailing, "web");

    [Fact]
    public void What_a_probing_program_prints_is_quoted() => Web(States.Crashing(143), "'livenessProbe':{'exec':{'command':['check']}}")
        .PodEvent("web", "Unhealthy", "Liveness probe failed: queue is stuck since 120 s")
        .ShouldFindAnd(CauseCode.LivenessProbeFailing, "web").Causes[0].Finding.Summary.ShouldContain("queue is stuck");

    [Fact]
    public void A_container_that_ends_by_itself_with_an_error_at_SIGTERM_does_not_crash() => Web(States.Crashing(1, seconds: 50), Probe)
        .PodEvent("web", "Unhealthy", Error).PodEvent("web", "Killing", "Container main failed liveness probe, will be restarted")
        .Logs("web", "Error: terminated").ShouldFind(CauseCode.LivenessProbeFailing, "web");

    [Fact]
    public void A_crash_while_the_probe_fails_is_a_crash() => Web(States.Crashing(1), Probe).PodEvent("web", "Unhealthy", Error)
        .Logs("web", "panic: index out of range").ShouldFind(CauseCode.ApplicationCrash, "web");

    [Fact]
    public void A_probe_that_failed_without_a_restart_is_no_cause() => Web(States.Ready, Probe).PodEvent("web", "Unhealthy", Error)
        .ShouldNotFind(CauseCode.LivenessProbeFailing);

    [Fact]
    public void A_path_that_is_not_served_is_the_probes_fault() => Killed("Liveness probe failed: HTTP probe failed with statuscode: 404")
        .ShouldFind(CauseCode.LivenessProbePathWrong, "web");

    [Fact]
    public void What_is_killed_for_memory_is_not_killed_for_its_probe() =>
        Web(States.Crashing(137, "OOMKilled"), Probe).PodEvent("web", "Unhealthy", Error)
        .ShouldFind(CauseCode.OutOfMemory, "web");

    private static TestCluster Killed(string said) => Web(States.Crashing(137, seconds: 50), Probe).PodEvent("web", "Unhealthy", said);
}
