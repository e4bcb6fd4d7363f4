using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Facts;

/// <summary>Recordings and agents that have events and logs, and no list of pods.</summary>
public sealed class UnlistedPodTests
{
    private const string Pod = "render-0";
    private const string Tainted = "0/2 nodes are available: 2 node(s) had untolerated taint {dedicated: infra}.";

    private static readonly Dictionary<string, string> s_labels = new() { ["namespace"] = TestCluster.Namespace, ["pod"] = Pod };

    [Fact]
    public void The_scheduler_s_event_stands_for_a_pod_without_a_node() =>
        Cluster().Event("Pod", Pod, "FailedScheduling", Tainted).ShouldFind(CauseCode.TaintNotTolerated, Pod, s_labels);

    [Fact]
    public void The_kubelet_s_event_names_what_a_pod_of_unknown_specification_lacks() =>
        Cluster().Event("Pod", Pod, "FailedMount", "MountVolume.SetUp failed for volume \"s\" : secret \"render-key\" not found")
            .ShouldFind(CauseCode.SecretMissing, Pod, s_labels);

    [Fact]
    public void A_log_stands_for_a_pod_that_runs() =>
        Cluster().Logs("render", "FATAL:  password authentication failed for user \"render\"")
            .ShouldFind(CauseCode.DatabaseCredentialsInvalid, TestCluster.PodName("render"), new() { ["namespace"] = TestCluster.Namespace });

    [Theory]
    [InlineData("Scheduled", -1)]
    [InlineData("Started", -1)]
    [InlineData("FailedScheduling", -90)]
    public void A_pod_that_got_on_and_an_event_of_long_ago_are_no_trouble(string last, int minutes) =>
        Cluster().Event("Pod", Pod, "FailedScheduling", Tainted, Math.Min(minutes, -6)).Event("Pod", Pod, last, "", minutes, "Normal")
            .Diagnose(s_labels).Causes.ShouldBeEmpty();

    [Fact]
    public void Where_pods_of_the_namespace_were_read_an_event_of_another_is_about_one_that_is_gone() =>
        Cluster(withPods: true).Healthy("web").Event("Pod", Pod, "FailedScheduling", Tainted).ShouldNotFind(CauseCode.TaintNotTolerated);

    private static TestCluster Cluster(bool withPods = false) => withPods ? new TestCluster() : new TestCluster(withNode: false).Without("pods");
}
