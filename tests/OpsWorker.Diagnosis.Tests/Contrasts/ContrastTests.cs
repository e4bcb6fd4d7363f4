using System.Reflection;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Contrasts;

/// <summary>Each detector finds what it is for, and leaves alone what looks like it.</summary>
public sealed class ContrastTests
{
    internal static readonly IReadOnlyList<Contrast> All =
    [
        .. ClusterContrasts.All,
        .. AdmissionContrasts.All,
        .. StartContrasts.All,
        .. RuntimeContrasts.All,
        .. RoutingContrasts.All,
        .. LoadContrasts.All,
        .. InTestsOfDetectors(),
    ];

    public static TheoryData<string> Detectors() => [.. All.Select(c => c.Detector)];

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_detector_finds_what_it_is_for_and_not_what_looks_like_it(string name)
    {
        var contrast = All.Single(c => c.Detector == name);

        Found(contrast, contrast.Cluster).ShouldContain(contrast.Code);
        Found(contrast, contrast.LookAlike).ShouldNotContain(contrast.Code);
    }

    [Fact]
    public void Every_detector_has_its_contrast() =>
        All.Select(c => c.Detector).ShouldBe(DetectorCatalogue.All.Select(d => d.GetType().Name), ignoreOrder: true);

    // A detector's test class has its contrast in a static property of that type.
    private static IEnumerable<Contrast> InTestsOfDetectors() =>
        from type in typeof(ContrastTests).Assembly.GetTypes()
        from property in type.GetProperties(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        where property.PropertyType == typeof(Contrast)
        select (Contrast)property.GetValue(null)!;

    // The detector alone: what others find, and which of them is the cause, is not its business.
    private static IEnumerable<Core.Findings.CauseCode> Found(Contrast contrast, TestCluster cluster)
    {
        cluster.Diagnose();
        var detector = DetectorCatalogue.All.Single(d => d.GetType().Name == contrast.Detector);
        var scope = contrast.Labels is { } labels
            ? Scope.From(IncidentSamples.WithLabels(labels, TestCluster.AlertAt))
            : new Scope { Namespace = TestCluster.Namespace, StartsAt = TestCluster.AlertAt };
        return [.. detector.Detect(new DiagnosisContext(cluster.State, scope)).Where(f => CitationCheck.Holds(f, cluster.State)).Select(f => f.Cause)];
    }
}
