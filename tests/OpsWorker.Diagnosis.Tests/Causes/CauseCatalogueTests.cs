using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Causes;

public sealed class CauseCatalogueTests
{
    [Fact]
    public void Every_code_has_exactly_one_row() =>
        CauseCatalogue.All.Select(row => row.Code).ShouldBe(Enum.GetValues<CauseCode>(), ignoreOrder: true);

    [Fact]
    public void Every_code_of_a_detector_lies_on_a_layer() =>
        DetectorCatalogue.All.SelectMany(detector => detector.Codes).ShouldAllBe(code => CauseCatalogue.Of(code).Layer != CauseLayer.None);

    // Each pair is declared in the opposite order of its layers.
    [Theory]
    [InlineData(CauseCode.SchedulerUnavailable, CauseCode.NodeCordoned)]
    [InlineData(CauseCode.PvcMissing, CauseCode.InsufficientCpu)]
    [InlineData(CauseCode.NodeNotReady, CauseCode.NamespaceCpuQuotaExceeded)]
    public void Of_equal_findings_the_one_on_the_lower_layer_comes_first_wherever_its_code_is_declared(CauseCode first, CauseCode second)
    {
        var cluster = new TestCluster().Add("services", "Service", "a", "{'spec':{}}").Add("services", "Service", "b", "{'spec':{}}");
        cluster.Diagnose();
        var context = new DiagnosisContext(cluster.State, new Scope { Namespace = TestCluster.Namespace });

        var causes = CauseRanker.Rank([Finding(second, "a"), Finding(first, "b")], context).Causes;

        causes.Select(cause => cause.Finding.Cause).ShouldBe([first, second]);
    }

    private static Finding Finding(CauseCode code, string name) => new()
    {
        Cause = code,
        Object = new ObjectReference("Service", TestCluster.Namespace, name),
        Summary = name,
        Confidence = 0.9,
        Citations = [],
        Remedy = new Remedy(name, []),
    };
}
