using Microsoft.Extensions.Logging;
using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.State;
using OpsWorker.Testing.Clusters;

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

    [Fact]
    public void A_detector_that_fails_is_logged_with_what_it_threw()
    {
        var logger = new RecordingLogger();

        new DiagnosisEngine([new FailingDetector()], logger).Run(ClusterState.From([]), new Scope());

        var (level, text, thrown) = logger.Entries.ShouldHaveSingleItem();
        (level, text).ShouldBe((LogLevel.Error, "The detector FailingDetector failed"));
        thrown.ShouldBeOfType<InvalidOperationException>();
    }

    private sealed class RecordingLogger : ILogger<DiagnosisEngine>
    {
        public List<(LogLevel Level, string Text, Exception? Thrown)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((logLevel, formatter(state, exception), exception));
    }

    private sealed class FailingDetector : IDetector
    {
        public IReadOnlyList<CauseCode> Codes => [CauseCode.ApplicationCrash];

        public string Decides => "Nothing.";

        public string Remedy => "None: this is a test.";

        public IEnumerable<Finding> Detect(DiagnosisContext context) => throw new InvalidOperationException("It expected something else.");
    }
}
