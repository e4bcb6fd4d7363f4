using OpsWorker.Pipeline.Incidents;

namespace OpsWorker.Pipeline.Tests.Incidents;

public sealed class WorkloadNameTests
{
    [Theory]
    [InlineData("checkout-7d9f8b6c5d-x2v9k", "checkout")]
    [InlineData("web-cache-66d85b6c9f-zz2lw", "web-cache")]
    [InlineData("node-exporter-x7k2p", "node-exporter")]
    [InlineData("kafka-0", "kafka")]
    [InlineData("kafka-broker-12", "kafka-broker")]
    [InlineData("web-10000", "web")]
    [InlineData("web-1000000", "web")]
    [InlineData("web-2147483647", "web")]
    [InlineData("report-28912345-bx7k2", "report")]
    [InlineData("homepage-pod", "homepage-pod")]
    [InlineData("etcd-control-plane-1", "etcd-control-plane")]
    [InlineData("api-server", "api-server")]
    [InlineData("x", "x")]
    [InlineData("", "")]
    [InlineData("-", "-")]
    public void A_pod_is_of_the_workload_that_its_name_was_made_from(string pod, string workload) =>
        WorkloadName.OfPod(pod).ShouldBe(workload);

    [Theory]
    [InlineData("report-28912345", "report")]
    [InlineData("migrate-2", "migrate-2")]
    public void A_Job_with_the_minute_of_its_run_is_of_a_CronJob(string job, string workload) =>
        WorkloadName.OfJob(job).ShouldBe(workload);

    [Fact]
    public void A_claim_of_a_template_is_of_its_StatefulSet() => WorkloadName.OfClaim("data-kafka-3").ShouldBe("data-kafka");
}
