using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Routing;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class LoadBalancerDetectorTests
{
    private const string Refused = "Error syncing load balancer: failed to ensure load balancer: could not find any suitable subnets";
    private static readonly Dictionary<string, string> s_aboutService = new() { ["namespace"] = "shop", ["service"] = "front" };

    // A Service that nobody provides for; one that has its address.
    internal static Contrast Contrast =>
        new(nameof(LoadBalancerDetector), CauseCode.LoadBalancerPending, Front("{'loadBalancer':{}}"),
            Front("{'loadBalancer':{'ingress':[{'ip':'192.0.2.7'}]}}"));

    [Fact]
    public void A_Service_that_no_controller_takes_care_of_stays_pending() =>
        Front("{'loadBalancer':{}}").ShouldFind(CauseCode.LoadBalancerPending, "front", s_aboutService);

    [Fact]
    public void A_warning_says_why_there_is_no_load_balancer() => Front("{'loadBalancer':{}}")
        .Event("Service", "front", "SyncLoadBalancerFailed", Refused)
        .ShouldFind(CauseCode.LoadBalancerProvisioningFailed, "front", s_aboutService);

    [Fact]
    public void A_refusal_of_the_cloud_is_the_more_exact_cause() => Front("{'loadBalancer':{}}")
        .Event("Service", "front", "SyncLoadBalancerFailed", "Error syncing load balancer: api error AccessDenied: "
            + "User: arn:aws:sts::1:assumed-role/x is not authorized to perform: elasticloadbalancing:CreateLoadBalancer")
        .ShouldFind(CauseCode.CloudPermissionDenied, "front", s_aboutService);

    [Fact]
    public void A_controller_at_work_is_waited_for() => Front("{'loadBalancer':{}}")
        .Event("Service", "front", "EnsuringLoadBalancer", "Ensuring load balancer", type: "Normal")
        .ShouldNotFind(CauseCode.LoadBalancerPending);

    [Fact]
    public void A_controller_that_has_left_its_finalizer_is_waited_for() =>
        Front("{'loadBalancer':{}}", "'finalizers':['service.kubernetes.io/load-balancer-cleanup']")
            .ShouldNotFind(CauseCode.LoadBalancerPending);

    [Fact]
    public void A_new_Service_is_waited_for() =>
        Front("{'loadBalancer':{}}", "'creationTimestamp':'2026-03-02T09:57:00Z'").ShouldNotFind(CauseCode.LoadBalancerPending);

    [Fact]
    public void A_recording_without_the_status_says_nothing() => new TestCluster().Healthy("front")
        .Add("services", "Service", "front", "{'spec':{'type':'LoadBalancer','ports':[{'port':80}]}}")
        .ShouldNotFind(CauseCode.LoadBalancerPending);

    [Fact]
    public void A_Service_without_ready_pods_wants_for_them_first() => new TestCluster().Deployment("front").Pod("front", States.Crashing())
        .Add("services", "Service", "front", Service("{'loadBalancer':{}}", "")).Add("endpoints", "Endpoints", "front", "{'subsets':[]}")
        .ShouldNotFind(CauseCode.LoadBalancerPending);

    private static TestCluster Front(string status, string metadata = "") =>
        new TestCluster().Deployment("front").Pod("front", States.Ready)
        .Add("services", "Service", "front", Service(status, metadata))
        .Add("endpoints", "Endpoints", "front", "{'subsets':[{'addresses':[{'ip':'10.1.0.9'}]}]}");

    private static string Service(string status, string metadata) =>
        $"{{'metadata':{{{metadata}}},'spec':{{'type':'LoadBalancer','clusterIP':'10.0.0.9',"
        + $"'selector':{{'app':'front'}},'ports':[{{'port':8080}}]}},'status':{status}}}";
}
