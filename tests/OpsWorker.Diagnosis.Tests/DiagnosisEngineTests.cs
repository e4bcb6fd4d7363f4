using OpsWorker.Core.Findings;
using OpsWorker.Testing;

namespace OpsWorker.Diagnosis.Tests;

public sealed class DiagnosisEngineTests
{
    [Fact]
    public void A_detector_that_fails_does_not_cost_what_the_others_found()
    {
        var cluster = new TestCluster().Deployment("web").Pod("web", States.Crashing(137, "OOMKilled"));
        cluster.Diagnose();
        var engine = new DiagnosisEngine([new FailingDetector(), .. DetectorCatalogue.All]);

        var result = engine.Run(cluster.State, new Scope { Namespace = TestCluster.Namespace, StartsAt = TestCluster.AlertAt });

        result.Verdict.ShouldBe(CauseCode.OutOfMemory);
        result.LookedAt.ShouldContain("detector FailingDetector failed: InvalidOperationException");
    }

    private sealed class FailingDetector : IDetector
    {
        public IReadOnlyList<CauseCode> Codes => [CauseCode.ApplicationCrash];

        public string Decides => "Nothing.";

        public string Remedy => "None: this is a test.";

        public IEnumerable<Finding> Detect(DiagnosisContext context) => throw new InvalidOperationException("It expected something else.");
    }
}
