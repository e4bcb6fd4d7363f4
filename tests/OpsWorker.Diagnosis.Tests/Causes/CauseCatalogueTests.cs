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

    // The one lies on a lower layer, or is surer, than the one that says the same more exactly.
    [Theory]
    [InlineData(CauseCode.VolumeMountPermissionDenied, CauseCode.ReadOnlyRootFilesystem)]
    [InlineData(CauseCode.AdmissionWebhookUnavailable, CauseCode.AdmissionWebhookCertificateInvalid)]
    [InlineData(CauseCode.ApplicationCrash, CauseCode.DnsResolutionFailure)]
    [InlineData(CauseCode.DnsResolutionFailure, CauseCode.ServiceAddressWrong)]
    [InlineData(CauseCode.InsufficientMemory, CauseCode.PriorityPreempted)]
    public void Of_one_object_the_exact_cause_explains_the_general_one(CauseCode general, CauseCode exact)
    {
        var cluster = new TestCluster().Healthy("web");
        cluster.Diagnose();
        var context = new DiagnosisContext(cluster.State, new Scope { Namespace = TestCluster.Namespace });

        var causes = CauseRanker.Rank([Finding(general, "web"), Finding(exact, "web") with { Confidence = 0.8 }], context).Causes;

        causes.ShouldHaveSingleItem().Finding.Cause.ShouldBe(exact);
        causes[0].Effects.ShouldHaveSingleItem().Cause.ShouldBe(general);
    }

    [Fact]
    public void No_cause_says_more_exactly_what_says_it_more_exactly() =>
        CauseCatalogue.All.ShouldAllBe(
            row => !row.Refines.Append(row.Code).Any(code => CauseCatalogue.Of(code).Refines.Contains(row.Code)));

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
