using Example;
using OpsWorker.Core.Findings;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests;

public sealed class DetectorCatalogueTests
{
    // What the ranking concludes where no detector found a cause.
    private static readonly CauseCode[] s_without =
    [
        CauseCode.NotFound, CauseCode.Healthy, CauseCode.ClusterUnreachable, CauseCode.OutOfScope,
    ];

    // Codes that are public already and that no detector finds yet.
    private static readonly CauseCode[] s_open =
    [
        CauseCode.DnsSearchDomainHijack,
    ];

    private static readonly string s_page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "detectors.md"));

    [Fact]
    public void Every_cause_has_a_detector()
    {
        var found = DetectorCatalogue.All.SelectMany(detector => detector.Codes).ToHashSet();

        Enum.GetValues<CauseCode>().Except(found).ShouldBe([.. s_without, .. s_open], ignoreOrder: true);
    }

    [Fact]
    public void Every_detector_says_in_a_sentence_what_decides_and_what_to_do() =>
        DetectorCatalogue.All.ShouldAllBe(detector => detector.Decides.EndsWith('.') && detector.Remedy.EndsWith('.'));

    [Fact]
    public void The_page_shows_the_example_as_it_is_compiled()
    {
        var example = File.ReadAllText(Path.Combine(Repository.Root, "tests", "OpsWorker.Diagnosis.Tests", "ExampleDetector.cs"));

        s_page.ShouldContain(example.TrimEnd());
        example.Split('\n').Length.ShouldBeLessThan(60);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void The_example_finds_what_it_is_for(bool answers, int findings)
    {
        var cluster = new TestCluster()
            .Add("services", "Service", "payments", "{'spec':{'type':'ExternalName','externalName':'pay.example.com'}}")
            .Check("pay.example.com:443", answers);
        cluster.Diagnose();

        new ExternalNameDetector().Detect(new DiagnosisContext(cluster.State, new Scope())).Count().ShouldBe(findings);
    }

    [Fact]
    public void The_example_asks_for_what_it_lacks()
    {
        var cluster = new TestCluster()
            .Add("services", "Service", "payments", "{'spec':{'type':'ExternalName','externalName':'pay.example.com'}}");
        cluster.Diagnose();
        var context = new DiagnosisContext(cluster.State, new Scope());

        new ExternalNameDetector().Detect(context).ShouldBeEmpty();

        context.Wanted.ShouldHaveSingleItem().Target.ShouldBe("tcp://pay.example.com:443");
    }
}
