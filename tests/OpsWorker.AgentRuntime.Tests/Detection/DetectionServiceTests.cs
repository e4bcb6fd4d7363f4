using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Testing;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.AgentRuntime.Tests.Detection;

public sealed class DetectionServiceTests : IAsyncLifetime
{
    private readonly Receiver _receiver = new();
    private LiveFixture _live = null!;
    private LiveWatcher _watcher = null!;
    private DetectionService _service = null!;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveFixture.StartAsync();
        _watcher = new LiveWatcher(_live.Connection(), TimeProvider.System, NullLogger<LiveWatcher>.Instance);
        var options = new DetectionOptions { Grace = TimeSpan.FromSeconds(1), ResolveAfter = TimeSpan.FromSeconds(1) };
        _service = new DetectionService(
            _watcher,
            new ProblemDetector(options, TimeProvider.System),
            _receiver,
            new SecretMasker(),
            TimeProvider.System,
            NullLogger<DetectionService>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        _service.Dispose();
        _watcher.Dispose();
        await _live.DisposeAsync();
    }

    [Fact]
    public async Task A_problem_is_reported_masked_and_resolved_when_it_ends()
    {
        await StartAsync();

        _live.Server.Changes.Put(
            "pods", BrokenObjects.CrashLooping("a").Replace("back-off", "password=hunter2hunter2 back-off", StringComparison.Ordinal));
        var firing = await ToldAsync(AlertStatus.Firing);
        _live.Server.Changes.Put("pods", BrokenObjects.Running("a"));
        var resolved = await ToldAsync(AlertStatus.Resolved);

        firing.Message!.ShouldNotContain("hunter2");
        firing.Message!.ShouldContain("[masked:");
        resolved.StartsAt.ShouldBe(firing.StartsAt);
        _receiver.Reported.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_report_that_fails_is_retried_until_it_is_accepted()
    {
        _receiver.Failures = 3;
        await StartAsync();

        _live.Server.Changes.Put("pods", BrokenObjects.CrashLooping("a"));
        await ToldAsync(AlertStatus.Firing);

        _receiver.Calls.ShouldBe(4);
        _receiver.Reported.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_refused_problem_does_not_hold_back_the_others_and_is_not_retried_for_ever()
    {
        _receiver.Refused = "refused";
        await StartAsync();

        _live.Server.Changes.Put("pods", BrokenObjects.Pod("b", BrokenStatus, owner: "refused"));
        _live.Server.Changes.Put("pods", BrokenObjects.CrashLooping("a"));
        (await ToldAsync(AlertStatus.Firing)).Name.ShouldBe("checkout");
        _live.Server.Changes.Put("pods", BrokenObjects.Running("a"));
        await ToldAsync(AlertStatus.Resolved);

        _receiver.RefusedCalls.ShouldBeLessThanOrEqualTo(2);
    }

    [Fact]
    public async Task Known_problems_are_loaded_first_with_retries()
    {
        _receiver.ListFailures = 2;
        _receiver.Known.Add(new ClusterProblem
        {
            Problem = ProblemKind.CrashLooping,
            Status = AlertStatus.Firing,
            Namespace = "shop",
            Kind = "Deployment",
            Name = "checkout",
            Container = "app",
            StartsAt = new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero),
        });

        await StartAsync();

        (await ToldAsync(AlertStatus.Resolved)).StartsAt.ShouldBe(_receiver.Known[0].StartsAt);
    }

    private const string BrokenStatus =
        """{"phase": "Running", "containerStatuses": [{"name": "app", "state": {"waiting": {"reason": "CrashLoopBackOff"} } }]}""";

    private async Task StartAsync()
    {
        await _service.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.ShouldBeTrueAsync(() => Task.FromResult(_live.Server.Changes.OpenWatches == 6), "the watches");
    }

    private Task<ClusterProblem> ToldAsync(AlertStatus status) => Eventually.ShouldBeFoundAsync(
        () => Task.FromResult(_receiver.Reported.FirstOrDefault(p => p.Status == status)), $"a problem that is {status}");

    /// <summary>A server whose failures a test sets.</summary>
    private sealed class Receiver : IProblemReceiver
    {
        public ConcurrentQueue<ClusterProblem> Reported { get; } = new();

        public List<ClusterProblem> Known { get; } = [];

        public int Failures { get; set; }

        public int ListFailures { get; set; }

        public string? Refused { get; set; }

        public int Calls { get; private set; }

        public int RefusedCalls { get; private set; }

        public Task<ClusterProblems> ListAsync(CancellationToken cancellationToken) =>
            ListFailures-- > 0 ? throw new HttpRequestException("not now") : Task.FromResult(ClusterProblems.Of(Known));

        public Task ReportAsync(ClusterProblems problems, CancellationToken cancellationToken)
        {
            Calls++;
            if (Failures-- > 0) throw new HttpRequestException("not now");
            if (problems.Problems.Any(p => p.Name == Refused))
            {
                RefusedCalls++;
                throw new ProblemsRefusedException("no");
            }

            foreach (var problem in problems.Problems) Reported.Enqueue(problem);
            return Task.CompletedTask;
        }
    }
}
