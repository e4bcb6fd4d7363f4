using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Storage;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class VolumeUsageDetectorTests
{
    private const string Claim = "{'namespace':'shop','persistentvolumeclaim':'data'}";
    private static readonly Dictionary<string, string> s_alert =
        new() { ["alertname"] = "KubePersistentVolumeFillingUp", ["namespace"] = "shop", ["persistentvolumeclaim"] = "data" };

    // A volume with two per cent left; one with half.
    internal static Contrast Contrast => new(nameof(VolumeUsageDetector), CauseCode.VolumeFull, Used(2), Used(50));

    [Theory]
    [InlineData(12, true)]
    [InlineData(20, false)]
    public void An_alert_that_predicts_a_full_volume_names_its_claim(double free, bool found) =>
        Used(free).Diagnose(s_alert).Causes.Any(c => c.Finding.Object.Name == "data").ShouldBe(found);

    [Fact]
    public void Inodes_run_out_as_bytes_do() => Bound()
        .Series("kubelet_volume_stats_inodes_free", Claim, 10).Series("kubelet_volume_stats_inodes", Claim, 65536)
        .ShouldFindAnd(CauseCode.VolumeFull, "data", s_alert).Causes[0].Finding.Summary.ShouldContain("inodes");

    [Fact]
    public void A_measurement_of_a_claim_that_is_gone_is_nobodys() => new TestCluster().Healthy("web")
        .Series("kubelet_volume_stats_available_bytes", Claim, 2).Series("kubelet_volume_stats_capacity_bytes", Claim, 100)
        .ShouldNotFind(CauseCode.VolumeFull);

    private static TestCluster Used(double free) => Bound()
        .Series("kubelet_volume_stats_available_bytes", Claim, free).Series("kubelet_volume_stats_capacity_bytes", Claim, 100);

    private static TestCluster Bound() => new TestCluster().Healthy("web")
        .Add("persistentvolumeclaims", "PersistentVolumeClaim", "data", "{'status':{'phase':'Bound','capacity':{'storage':'8Gi'}}}");
}
