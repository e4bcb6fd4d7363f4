using OpsWorker.Core.Findings;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

/// <summary>A claim that the alert names, where no pod that mounts it is known.</summary>
public sealed class ClaimDetectorTests
{
    private static readonly Dictionary<string, string> s_labels =
        new() { ["namespace"] = TestCluster.Namespace, ["persistentvolumeclaim"] = "data" };

    [Fact]
    public void The_controller_s_event_names_the_class_that_is_missing_also_without_a_list_of_classes()
    {
        var cause = Claim().Event("PersistentVolumeClaim", "data", "ProvisioningFailed", "storageclass.storage.k8s.io \"fast\" not found")
            .ShouldFind(CauseCode.PvcStorageClassMismatch, "data", s_labels);

        cause.Finding.Summary.ShouldBe("PersistentVolumeClaim shop/data stays unbound, because there is no storage class fast.");
    }

    [Fact]
    public void A_claim_that_waits_for_its_first_pod_is_in_order() =>
        Claim().Event("PersistentVolumeClaim", "data", "WaitForFirstConsumer", "waiting for first consumer to be created", type: "Normal")
            .Diagnose(s_labels).Causes.ShouldBeEmpty();

    private static TestCluster Claim() => new TestCluster().Without("storageclasses").Without("pods").Add(
        "persistentvolumeclaims", "PersistentVolumeClaim", "data",
        "{'spec':{'storageClassName':'fast','accessModes':['ReadWriteOnce']},'status':{'phase':'Pending'}}");
}
