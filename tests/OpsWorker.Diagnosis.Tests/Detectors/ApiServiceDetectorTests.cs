using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Infrastructure;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ApiServiceDetectorTests
{
    private const string Name = "v1beta1.metrics.k8s.io";
    private const string Behind = "{'name':'metrics-server','namespace':'kube-system','port':443}";
    private static readonly Dictionary<string, string> s_alert = new() { ["alertname"] = "KubeAggregatedAPIDown", ["name"] = Name };

    // An API whose Service is not reached; one that is. The APIs are asked for as an autoscaler lacks its metrics.
    internal static Contrast Contrast =>
        new(nameof(ApiServiceDetector), CauseCode.ApiServiceUnavailable, WithoutMetrics(Api("False")), WithoutMetrics(Api("True")));

    [Fact]
    public void An_alert_about_the_API_names_it_and_quotes_the_API_server()
    {
        var cause = Api("False").Diagnose(s_alert).Causes.ShouldHaveSingleItem();

        cause.Finding.Object.Name.ShouldBe(Name);
        cause.Finding.Citations.ShouldContain(c => c.Quote.Contains("context deadline exceeded", StringComparison.Ordinal));
    }

    [Fact]
    public void An_API_of_the_API_server_itself_has_no_Service_to_restore() =>
        Api("False", service: "null").Diagnose(s_alert).Causes.ShouldBeEmpty();

    [Fact]
    public void An_autoscaler_without_metrics_is_explained_by_it()
    {
        var causes = WithoutMetrics(Api("False"))
            .Diagnose(new() { ["namespace"] = "shop", ["horizontalpodautoscaler"] = "web" }).Causes;

        causes[0].Finding.Cause.ShouldBe(CauseCode.ApiServiceUnavailable);
        causes[0].Effects.ShouldContain(e => e.Cause == CauseCode.HpaMetricsUnavailable);
    }

    private static TestCluster WithoutMetrics(TestCluster cluster) => cluster
        .Add("horizontalpodautoscalers", "HorizontalPodAutoscaler", "web",
            "{'spec':{'scaleTargetRef':{'kind':'Deployment','name':'web'},'maxReplicas':3},'status':{'conditions':[{'type':'ScalingActive',"
            + "'status':'False','reason':'FailedGetResourceMetric','message':'the server is currently unable to handle the request'}]}}");

    private static TestCluster Api(string available, string service = Behind) => new TestCluster().Healthy("web")
        .Add("apiservices", "APIService", Name,
            $"{{'spec':{{'service':{service}}},'status':{{'conditions':[{{'type':'Available','status':'{available}',"
            + "'reason':'FailedDiscoveryCheck','message':'failing or missing response: context deadline exceeded',"
            + "'lastTransitionTime':'2026-03-02T09:50:00Z'}]}}", ns: null);
}
