using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Testing;

namespace OpsWorker.AgentRuntime.Tests.Detection;

/// <summary>A detector, a clock and a server that accepts reports unless it is down.</summary>
internal sealed class DetectionWorld
{
    public static readonly DetectionOptions Options = new();

    public DetectionWorld(DetectionOptions? options = null)
    {
        Detector = new ProblemDetector(options ?? Options, Time);
        foreach (var target in Detector.Targets) List(target.Resource);
    }

    public FakeTimeProvider Time { get; } = new(TestClock.Start);

    public ProblemDetector Detector { get; private set; }

    public bool IsServerDown { get; set; }

    /// <summary>The reports that the server received, in order.</summary>
    public List<ClusterProblem> Log { get; } = [];

    /// <summary>The reports as lines: <c>Firing CrashLooping shop/Deployment/checkout/app</c>.</summary>
    public IReadOnlyList<string> Lines => [.. Log.Select(p => $"{p.Status} {p.Problem} {p.Namespace}/{p.Kind}/{p.Name}/{p.Container}")];

    /// <summary>The firing problems from the server's view.</summary>
    public IReadOnlyList<ClusterProblem> Firing =>
        [.. Log.GroupBy(p => (ProblemKey.Of(p), p.StartsAt)).Select(g => g.Last()).Where(p => p.Status == AlertStatus.Firing)];

    public void Show(string resource, string json) => Apply(resource, WatchChangeKind.Present, json);

    public void Gone(string resource, string json) => Apply(resource, WatchChangeKind.Gone, json);

    /// <summary>Lists the resource with these objects.</summary>
    public void List(string resource, params IEnumerable<string> objects)
    {
        Detector.Apply(new WatchChange(Target(resource), WatchChangeKind.Listing));
        foreach (var json in objects) Show(resource, json);
        Detector.Apply(new WatchChange(Target(resource), WatchChangeKind.Listed));
    }

    /// <summary>Advances the clock second by second and sends the detector's reports.</summary>
    public void Pass(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Detector.Advance();
            Report();
        }
    }

    public void PassSeconds(int seconds) => Pass(TimeSpan.FromSeconds(seconds));

    /// <summary>Replaces the agent by a new one, which knows only the server's problems.</summary>
    public void Restart(DetectionOptions? options = null)
    {
        Detector = new ProblemDetector(options ?? Options, Time);
        Detector.Adopt(Firing);
    }

    private void Report()
    {
        if (IsServerDown) return;
        foreach (var problem in Detector.Unreported(ClusterProblems.MaxProblems))
        {
            Log.Add(problem);
            Detector.MarkReported(problem);
        }
    }

    private WatchTarget Target(string resource) => Detector.Targets.Single(t => t.Resource == resource);

    private void Apply(string resource, WatchChangeKind kind, string json)
    {
        var value = KubernetesJson.Read(JsonElement.Parse(json), KubernetesJson.KindOf(resource)!)!;
        Detector.Apply(new WatchChange(Target(resource), kind, value));
    }
}
