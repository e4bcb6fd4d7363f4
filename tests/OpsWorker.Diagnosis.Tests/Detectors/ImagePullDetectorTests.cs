using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ImagePullDetectorTests
{
    private const string Failed = "Failed to pull image \"example.org/app:1\": failed to resolve reference \"example.org/app:1\": ";

    [Theory]
    [InlineData("example.org/app:1: not found", CauseCode.ImageReferenceInvalid)]
    [InlineData("unexpected status from HEAD request: 401 Unauthorized", CauseCode.ImagePullSecretMissing)]
    [InlineData("failed to do request: Head: dial tcp: lookup example.org: no such host", CauseCode.ImageRegistryUnreachable)]
    [InlineData("no match for platform in manifest: not found", CauseCode.ImageArchitectureMismatch)]
    public void The_registrys_answer_decides(string answer, CauseCode code)
    {
        Waiting().PodEvent("web", "Failed", Failed + answer).ShouldFind(code, "web");
    }

    [Fact]
    public void A_missing_pull_secret_decides_where_the_registry_only_refuses()
    {
        Waiting("{'imagePullSecrets':[{'name':'registry'}]}")
            .PodEvent("web", "Failed", Failed + "pull access denied, repository does not exist or may require authorization")
            .ShouldFind(CauseCode.ImagePullSecretMissing, "web");
    }

    [Fact]
    public void Without_the_registrys_answer_the_cause_is_less_sure()
    {
        Waiting().ShouldFind(CauseCode.ImageReferenceInvalid, "web").Confidence.ShouldBeLessThan(0.7);
    }

    private static TestCluster Waiting(string podSpec = "{}") =>
        new TestCluster().Deployment("web", podSpec).Pod("web", States.Waiting("ImagePullBackOff"));
}
