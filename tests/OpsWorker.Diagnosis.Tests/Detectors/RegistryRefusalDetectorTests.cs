using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Startup;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class RegistryRefusalDetectorTests
{
    private const string Failed = "Failed to pull image \"example.org/app:1\": failed to copy: httpReadSeeker: failed open: ";
    private const string Limited = "unexpected status from GET request to https://example.org/v2/app/manifests/1: 429 Too Many Requests";
    private const string Missing = "unexpected status from GET request to https://example.org/v2/app/manifests/1: 404 Not Found";

    // A registry that counts pulls; one that has no such image.
    internal static Contrast Contrast =>
        new(nameof(RegistryRefusalDetector), CauseCode.ImagePullRateLimited, Waiting(Limited), Waiting(Missing));

    [Theory]
    [InlineData(Limited)]
    [InlineData("toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.example.org/limit: not found")]
    [InlineData("pull QPS exceeded")]
    public void A_registry_that_counts_too_many_pulls_is_no_wrong_reference(string said)
    {
        var result = Waiting(said).ShouldFindAnd(CauseCode.ImagePullRateLimited, "web");

        result.Causes
            .ShouldHaveSingleItem().Effects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Get \"https://example.org/v2/\": x509: certificate signed by unknown authority")]
    [InlineData("Get \"https://example.org/v2/\": failed to verify certificate: x509: certificate is valid for a.local, not example.org")]
    public void A_certificate_that_the_node_refuses_is_no_registry_out_of_reach(string said) =>
        Waiting(said).ShouldFindAnd(CauseCode.ImageRegistryCertificateUntrusted, "web").Causes.ShouldHaveSingleItem();

    [Fact]
    public void The_waiting_containers_own_message_counts_where_no_event_is_left() => new TestCluster().Deployment("web")
        .Pod("web", States.Waiting("ErrImagePull", Failed + Limited)).ShouldFind(CauseCode.ImagePullRateLimited, "web");

    [Fact]
    public void A_registry_that_does_not_answer_refuses_nothing() =>
        Waiting("Get \"https://example.org/v2/\": dial tcp 192.0.2.7:443: i/o timeout")
            .ShouldFind(CauseCode.ImageRegistryUnreachable, "web");

    [Fact]
    public void Without_the_registrys_words_nothing_is_said_of_it() => new TestCluster().Deployment("web")
        .Pod("web", States.Waiting("ImagePullBackOff")).ShouldNotFind(CauseCode.ImagePullRateLimited);

    private static TestCluster Waiting(string said) =>
        new TestCluster().Deployment("web").Pod("web", States.Waiting("ImagePullBackOff")).PodEvent("web", "Failed", Failed + said);
}
