using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Startup;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class MissingFileDetectorTests
{
    private const string Mount = "'volumeMounts':[{'name':'conf','mountPath':'/etc/app.yaml','subPath':'app.yaml'}]";
    private const string Volume = "'volumes':[{'name':'conf','configMap':{'name':'app'}}]";
    private const string SecretVolume = "'volumes':[{'name':'conf','secret':{'secretName':'app'}}]";

    // The object has another key; it has the key, and the container crashes for another reason.
    internal static Contrast Contrast => new(nameof(MissingFileDetector), CauseCode.ConfigMapKeyMissing,
        Web(States.Crashing(), Volume, "app.yml"), Web(States.Crashing(), Volume, "app.yaml"));

    [Fact]
    public void It_explains_the_crash() => Web(States.Crashing(), Volume, "app.yml")
        .Logs("web", "IsADirectoryError: [Errno 21] Is a directory: '/etc/app.yaml'")
        .ShouldFindAnd(CauseCode.ConfigMapKeyMissing, "web").Causes.ShouldHaveSingleItem();

    [Fact]
    public void Secrets_are_mounted_alike() => Web(States.NotReady, SecretVolume, "app.yml").ShouldFind(CauseCode.SecretKeyMissing, "web");

    [Fact]
    public void A_container_that_works_can_live_without_the_file() =>
        Web(States.Ready, Volume, "app.yml").ShouldNotFind(CauseCode.ConfigMapKeyMissing);

    [Fact]
    public void Keys_that_are_renamed_on_their_way_are_no_missing_ones() =>
        Web(States.Crashing(), Volume.Replace("'app'", "'app','items':[{'key':'app.yml','path':'app.yaml'}]", StringComparison.Ordinal), "app.yml")
            .ShouldNotFind(CauseCode.ConfigMapKeyMissing);

    private static TestCluster Web(string status, string volume, string key) => Contrast.Web(status, Mount, volume)
        .Add("configmaps", "ConfigMap", "app", $"{{'data':{{'{key}':'a: 1'}}}}")
        .Add("secrets", "Secret", "app", $"{{'data':{{'{key}':''}}}}");
}
