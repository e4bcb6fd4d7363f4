using System.Text.Json.Nodes;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Notifications;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Testing.Injections;

/// <summary>A Deployment whose pod crashes, and its alert, with a text planted in places that others can write to.</summary>
public sealed class InjectedCase
{
    /// <summary>A text that is nothing but text, to compare with.</summary>
    public const string PlainText = "plain text of an application";

    private const string Workload = "web";

    private readonly IReadOnlyList<string> _places;
    private readonly string _text;
    private readonly TestCluster _cluster;

    private InjectedCase(IReadOnlyList<string> places, string text)
    {
        _places = places;
        _text = text;
        _cluster = Cluster();
    }

    public static IReadOnlyList<string> Places { get; } =
    [
        "log", "event message", "event reason", "label", "annotation", "object name", "termination message", "variable", "alert label",
        "alert annotation", "alert name",
    ];

    public static InjectedCase Of(string place, string text) => new([place], text);

    /// <summary>The text in all places at once.</summary>
    public static InjectedCase Everywhere(string text) => new(Places, text);

    /// <summary>The diagnosis of the alert, and what was asked for it.</summary>
    public (DiagnosisResult Diagnosis, IReadOnlyList<string> Queries) Investigate()
    {
        var diagnosis = _cluster.Diagnose(Labels());
        return (diagnosis, [.. _cluster.State.Evidence.Values.Select(evidence => evidence.Result.Query.ToString())]);
    }

    /// <summary>The incident with its report, as people are shown it.</summary>
    public IncidentView View()
    {
        var diagnosis = Investigate().Diagnosis;
        var incident = IncidentSamples.Incident() with
        {
            Title = At("alert annotation") ?? "web does not answer",
            Labels = Labels(),
        };
        var named = incident with { Alerts = [.. incident.Alerts.Select(alert => alert with { Name = Labels()["alertname"] })] };
        return IncidentSamples.Reported(named, diagnosis, diagnosis.Causes[0].Finding.Summary);
    }

    /// <summary>Writes the cluster as a recording; names that no file can have are left out of it.</summary>
    public void WriteTo(string folder) => _cluster.WriteTo(folder);

    public Dictionary<string, string> Labels() => new()
    {
        ["alertname"] = At("alert name") ?? "WebDown",
        ["namespace"] = TestCluster.Namespace,
        ["note"] = At("alert label") ?? "none",
    };

    private string? At(string place) => _places.Contains(place) ? _text : null;

    private TestCluster Cluster()
    {
        string[] log = ["2026-03-02T09:57:00Z starting", "2026-03-02T09:57:01Z Error: environment variable DATABASE_URL is not set"];
        if (At("log") is { } line) log = [log[0], $"2026-03-02T09:57:00Z {line}", log[1], $"2026-03-02T09:57:02Z {line}"];
        var cluster = new TestCluster()
            .Deployment(Workload)
            .Add("pods", "Pod", TestCluster.PodName(Workload), Pod().ToJsonString())
            .Service(Workload)
            .PreviousLogs(Workload, [.. log.SelectMany(entry => entry.Split('\n'))])
            .PodEvent(Workload, "BackOff", "Back-off restarting failed container " + At("event message"))
            .PodEvent(Workload, At("event reason") ?? "Note", "a message of another component");
        return At("object name") is { } name ? cluster.Add("configmaps", "ConfigMap", name, "{}").Healthy("other") : cluster;
    }

    private JsonObject Pod()
    {
        var metadata = new JsonObject
        {
            ["labels"] = new JsonObject { ["app"] = Workload, ["note"] = At("label") ?? "none" },
            ["annotations"] = new JsonObject { ["example.org/note"] = At("annotation") ?? "none" },
            ["creationTimestamp"] = "2026-03-02T09:53:00Z",
            ["ownerReferences"] = new JsonArray(new JsonObject
            {
                ["kind"] = "ReplicaSet",
                ["name"] = TestCluster.PodName(Workload)[..^"-00001".Length],
                ["controller"] = true,
            }),
        };
        var status = JsonNode.Parse(States.Crashing().Replace('\'', '"'))!;
        status["containerStatuses"]![0]!["lastState"]!["terminated"]!["message"] = At("termination message") ?? "";
        var container = new JsonObject
        {
            ["name"] = "main",
            ["image"] = "example.org/app:1",
            ["env"] = new JsonArray(new JsonObject { ["name"] = "NOTE", ["value"] = At("variable") ?? "none" }),
        };
        return new JsonObject
        {
            ["metadata"] = metadata,
            ["spec"] = new JsonObject { ["nodeName"] = "worker-a", ["containers"] = new JsonArray(container) },
            ["status"] = status,
        };
    }
}
