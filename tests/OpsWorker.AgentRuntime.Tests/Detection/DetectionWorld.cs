using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using OpsWorker.AgentRuntime.Detection;
using OpsWorker.AgentRuntime.Watch;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Testing;

namespace OpsWorker.AgentRuntime.Tests.Detection;

/// <summary>A detector, a clock and a server that takes what it is told, unless it is down.</summary>
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

    /// <summary>What the server was told, in order.</summary>
    public List<ClusterProblem> Log { get; } = [];

    /// <summary>As lines: <c>Firing CrashLooping shop/Deployment/checkout/app</c>.</summary>
    public IReadOnlyList<string> Lines => [.. Log.Select(p => $"{p.Status} {p.Problem} {p.Namespace}/{p.Kind}/{p.Name}/{p.Container}")];

    /// <summary>What fires, as the server sees it.</summary>
    public IReadOnlyList<ClusterProblem> Firing =>
        [.. Log.GroupBy(p => (ProblemKey.Of(p), p.StartsAt)).Select(g => g.Last()).Where(p => p.Status == AlertStatus.Firing)];

    public void Show(string resource, string json) => Tell(resource, WatchChangeKind.Present, json);

    public void Gone(string resource, string json) => Tell(resource, WatchChangeKind.Gone, json);

    /// <summary>The resource is listed, with these objects.</summary>
    public void List(string resource, params IEnumerable<string> objects)
    {
        Detector.Apply(new WatchChange(Target(resource), WatchChangeKind.Listing));
        foreach (var json in objects) Show(resource, json);
        Detector.Apply(new WatchChange(Target(resource), WatchChangeKind.Listed));
    }

    /// <summary>Lets time pass, second by second, and the detector tell the server.</summary>
    public void Pass(TimeSpan time)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            Detector.Advance();
            Tell();
        }
    }

    public void PassSeconds(int seconds) => Pass(TimeSpan.FromSeconds(seconds));

    /// <summary>Another agent takes this one's place: it knows nothing but what the server says.</summary>
    public void Restart(DetectionOptions? options = null)
    {
        Detector = new ProblemDetector(options ?? Options, Time);
        Detector.Adopt(Firing);
    }

    private void Tell()
    {
        if (IsServerDown) return;
        foreach (var problem in Detector.Untold(ClusterProblems.MaxProblems))
        {
            Log.Add(problem);
            Detector.Told(problem);
        }
    }

    private WatchTarget Target(string resource) => Detector.Targets.Single(t => t.Resource == resource);

    private void Tell(string resource, WatchChangeKind kind, string json)
    {
        var value = KubernetesJson.Read(JsonElement.Parse(json), KubernetesJson.KindOf(resource)!)!;
        Detector.Apply(new WatchChange(Target(resource), kind, value));
    }
}
