using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Batch;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class JobSidecarDetectorTests
{
    private const string Done =
        "{'name':'main','ready':false,'state':{'terminated':{'exitCode':0,'reason':'Completed','finishedAt':'2026-03-02T09:40:00Z'}}}";
    private const string JustDone =
        "{'name':'main','ready':false,'state':{'terminated':{'exitCode':0,'reason':'Completed','finishedAt':'2026-03-02T09:59:00Z'}}}";
    private const string Failed =
        "{'name':'main','ready':false,'state':{'terminated':{'exitCode':1,'reason':'Error','finishedAt':'2026-03-02T09:40:00Z'}}}";
    private const string Running = "{'name':'main','ready':true,'state':{'running':{'startedAt':'2026-03-02T09:30:00Z'}}}";
    private const string Server = "{'name':'proxy','image':'p','ports':[{'containerPort':15020}]}";
    private const string Worker = "{'name':'proxy','image':'p'}";

    // A job that is done beside a proxy; one that still works.
    internal static Contrast Contrast =>
        new(nameof(JobSidecarDetector), CauseCode.JobSidecarStillRunning, Job(Done, Server), Job(Running, Server));

    [Fact]
    public void A_proxy_that_runs_on_keeps_the_job_from_its_end() =>
        Job(Done, Server).ShouldFind(CauseCode.JobSidecarStillRunning, "export");

    [Fact]
    public void A_container_that_was_injected_is_named_as_such() => Job(Done, Worker, template: "{'name':'main','image':'i'}")
        .ShouldFindAnd(CauseCode.JobSidecarStillRunning, "export").Causes[0].Finding.Summary.ShouldContain("injected");

    [Fact]
    public void A_second_container_that_serves_nothing_may_still_work() =>
        Job(Done, Worker).ShouldNotFind(CauseCode.JobSidecarStillRunning);

    [Fact]
    public void A_job_that_was_done_a_moment_ago_is_waited_for() => Job(JustDone, Server).ShouldNotFind(CauseCode.JobSidecarStillRunning);

    [Fact]
    public void A_job_that_failed_is_not_done() => Job(Failed, Server).ShouldNotFind(CauseCode.JobSidecarStillRunning);

    [Fact]
    public void A_sidecar_among_the_init_containers_is_ended_by_the_kubelet() =>
        new TestCluster().Add("jobs", "Job", "export", "{'status':{'active':1}}")
        .Add("pods", "Pod", "export-abcde", Owned(
            $"{{'initContainers':[{Server[..^1]},'restartPolicy':'Always'}}],'containers':[{{'name':'main','image':'i'}}]}}",
            $"{{'phase':'Running','containerStatuses':[{Done}],'initContainerStatuses':[{Proxy}]}}"))
        .ShouldNotFind(CauseCode.JobSidecarStillRunning);

    [Fact]
    public void A_pod_that_belongs_to_no_job_may_have_a_container_that_ended() => new TestCluster()
        .Add("pods", "Pod", "alone", $"{{'spec':{{'containers':[{{'name':'main','image':'i'}},{Server}]}},"
            + $"'status':{{'phase':'Running','containerStatuses':[{Done},{Proxy}]}}}}")
        .ShouldNotFind(CauseCode.JobSidecarStillRunning);

    private const string Proxy = "{'name':'proxy','ready':true,'state':{'running':{'startedAt':'2026-03-02T09:30:00Z'}}}";

    private static TestCluster Job(string main, string second, string? template = null) => new TestCluster()
        .Add("jobs", "Job", "export",
            $"{{'spec':{{'template':{{'spec':{{'containers':[{template ?? $"{{'name':'main','image':'i'}},{second}"}]}}}}}},"
            + $"'status':{{'active':1}}}}")
        .Add("pods", "Pod", "export-abcde", Owned($"{{'nodeName':'worker-a','containers':[{{'name':'main','image':'i'}},{second}]}}",
            $"{{'phase':'Running','containerStatuses':[{main},{Proxy}]}}"));

    private static string Owned(string spec, string status) =>
        $"{{'metadata':{{'ownerReferences':[{{'kind':'Job','name':'export','controller':true}}]}},'spec':{spec},'status':{status}}}";
}
