using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class LoggedTroubleDetectorTests
{
    private static readonly Dictionary<string, string> s_named = new() { ["namespace"] = TestCluster.Namespace, ["deployment"] = "web" };

    [Theory]
    [InlineData("level=error msg=\"location unavailable\" error=\"NoSuchBucket: The specified bucket does not exist\"")]
    [InlineData("ERROR consumer: UNKNOWN_TOPIC_OR_PARTITION: This server does not host this topic-partition.")]
    [InlineData("ERROR channel exception 404, \"NOT_FOUND - no queue 'orders' in vhost '/'\"")]
    public void A_configured_name_that_its_server_does_not_have_is_the_cause_where_the_alert_names_the_client(string line) =>
        new TestCluster().Healthy("web").Logs("web", line, line).ShouldFind(CauseCode.ApplicationConfigInvalid, "web", s_named);

    [Fact]
    public void A_client_that_nobody_misses_tries_names_that_it_can_do_without() =>
        new TestCluster().Healthy("web").Logs("web", "ERROR NoSuchBucket: cache", "ERROR NoSuchBucket: cache")
            .ShouldNotFind(CauseCode.ApplicationConfigInvalid);
}
