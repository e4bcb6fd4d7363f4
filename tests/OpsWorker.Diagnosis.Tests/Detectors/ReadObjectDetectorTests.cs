using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class ReadObjectDetectorTests
{
    private const string Missing = "level=fatal msg=\"configmap \\\"settings\\\" not found\"";

    // An object of the API that is not there; a file that is not.
    internal static Contrast Contrast => new(nameof(ReadObjectDetector), CauseCode.ConfigMapMissing,
        Crashing(Missing), Crashing("level=fatal msg=\"file \\\"settings\\\" not found\""));

    [Theory]
    [InlineData(Missing, CauseCode.ConfigMapMissing)]
    [InlineData("panic: configmaps \"settings\" not found", CauseCode.ConfigMapMissing)]
    [InlineData("time=\"2026-03-02T09:57:04Z\" level=fatal msg=\"configmap \\\"web-settings\\\" not found\"", CauseCode.ConfigMapMissing)]
    [InlineData("E0302 error: secrets \"keys\" not found", CauseCode.SecretMissing)]
    public void What_the_API_server_does_not_find_is_the_cause(string line, CauseCode code) =>
        Crashing(line).ShouldFind(code, "web");

    [Fact]
    public void A_container_that_works_does_without() =>
        Web(States.Ready).Logs("web", Missing).ShouldNotFind(CauseCode.ConfigMapMissing);

    [Fact]
    public void An_object_that_is_there_by_now_is_no_cause() =>
        Crashing(Missing).Add("configmaps", "ConfigMap", "settings", "{'data':{'a':'b'}}").ShouldNotFind(CauseCode.ConfigMapMissing);

    private static TestCluster Crashing(string line) => Web(States.Crashing()).Logs("web", line);
}
