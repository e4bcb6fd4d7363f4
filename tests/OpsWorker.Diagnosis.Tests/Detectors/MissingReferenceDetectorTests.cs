using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class MissingReferenceDetectorTests
{
    [Fact]
    public void A_secret_that_a_variable_refers_to_and_that_is_not_there_is_the_cause()
    {
        With("{'name':'P','valueFrom':{'secretKeyRef':{'name':'db','key':'password'}}}", States.Waiting("CreateContainerConfigError", "secret \\u0022db\\u0022 not found"))
            .ShouldFind(CauseCode.SecretMissing, "web");
    }

    [Fact]
    public void A_key_that_a_config_map_lacks_is_the_cause()
    {
        With("{'name':'P','valueFrom':{'configMapKeyRef':{'name':'settings','key':'mode'}}}", States.Waiting("CreateContainerConfigError"))
            .Add("configmaps", "ConfigMap", "settings", "{'data':{'other':'x'}}")
            .ShouldFind(CauseCode.ConfigMapKeyMissing, "web");
    }

    [Fact]
    public void A_config_map_that_is_mounted_and_not_there_is_the_cause()
    {
        new TestCluster().Deployment("web", "{'volumes':[{'name':'v','configMap':{'name':'settings'}}]}")
            .Pod("web", States.Waiting("ContainerCreating"))
            .PodEvent("web", "FailedMount", "MountVolume.SetUp failed for volume \"v\" : configmap \"settings\" not found")
            .ShouldFind(CauseCode.ConfigMapMissing, "web");
    }

    [Fact]
    public void An_optional_reference_is_no_cause()
    {
        With("{'name':'P','valueFrom':{'secretKeyRef':{'name':'db','key':'password','optional':true}}}", States.Waiting("CreateContainerConfigError"))
            .ShouldNotFind(CauseCode.SecretMissing);
    }

    [Fact]
    public void Nothing_is_missing_where_secrets_could_not_be_listed()
    {
        With("{'name':'P','valueFrom':{'secretKeyRef':{'name':'db','key':'password'}}}", States.Waiting("ContainerCreating"))
            .Without("secrets")
            .ShouldNotFind(CauseCode.SecretMissing);
    }

    private static TestCluster With(string variable, string status) =>
        new TestCluster().Deployment("web", $"{{'containers':[{{'name':'main','image':'i','env':[{variable}]}}]}}").Pod("web", status);
}
