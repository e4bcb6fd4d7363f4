using System.Text.Json.Nodes;

namespace OpsWorker.Testing.Clusters;

/// <summary>
/// A cluster written down in a few lines. JSON may be written with single quotes. What is not said is as in a cluster that
/// works: every kind can be listed, one worker node is ready, and what is added lies in the namespace <c>shop</c>.
/// </summary>
public sealed partial class TestCluster
{
    public const string Namespace = "shop";
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 10, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset AlertAt = Now.AddMinutes(-5);

    private const string Here = ".";

    private readonly Dictionary<(string Resource, string? Namespace), JsonArray> _lists = [];
    private readonly HashSet<string> _unanswered = [];
    private readonly HashSet<string> _cut = [];
    private readonly JsonArray _series = [];
    private readonly JsonArray _probes = [];
    private readonly JsonArray _calls = [];
    private readonly JsonArray _baseline = [];
    private readonly List<(string Namespace, string Pod, string Container, bool Previous, string[] Lines)> _logs = [];
    private int _events;

    public TestCluster(bool withNode = true)
    {
        if (withNode) Node("worker-a");
    }

    /// <summary>Adds an object; its name, kind and namespace are filled in.</summary>
    public TestCluster Add(string resource, string kind, string name, string json, string? ns = Here)
    {
        if (ns == Here) ns = Namespace;
        var item = Parse(json);
        item["kind"] = kind;
        var metadata = item["metadata"] as JsonObject ?? [];
        item["metadata"] = metadata;
        metadata["name"] = name;
        if (ns is not null) metadata["namespace"] = ns;
        metadata["creationTimestamp"] ??= Time(-60);
        ListOf(resource, ns).Add(item);
        return this;
    }

    public TestCluster Node(
        string name, string spec = "{}", string ready = "True", string labels = "{}", string conditions = "[]", string message = "")
    {
        var all = (JsonArray)JsonNode.Parse(Quoted(conditions))!;
        all.Add(Parse($"{{'type':'Ready','status':'{ready}','reason':'Kubelet','message':'{message}','lastTransitionTime':'{Time(-6)}'}}"));
        return Add(
            "nodes",
            "Node",
            name,
            $"{{'metadata':{{'labels':{labels}}},'spec':{spec},'status':{{'conditions':{all.ToJsonString()}}}}}",
            ns: null);
    }

    /// <summary>Adds a Deployment with its ReplicaSet; <paramref name="podSpec"/> is the pods' specification.</summary>
    public TestCluster Deployment(string name, string podSpec = "{}", int replicas = 1, string? labels = null, string status = "{}")
    {
        var spec = WithContainer(Parse(podSpec));
        var template = new JsonObject { ["metadata"] = new JsonObject { ["labels"] = Labels(name, labels) }, ["spec"] = spec };
        var body = new JsonObject
        {
            ["spec"] = new JsonObject
            {
                ["replicas"] = replicas,
                ["selector"] = new JsonObject { ["matchLabels"] = Labels(name, labels) },
                ["template"] = template,
            },
            ["status"] = Parse(status),
        };
        Add("deployments", "Deployment", name, body.ToJsonString());
        body["metadata"] = Parse($"{{'ownerReferences':[{{'kind':'Deployment','name':'{name}','controller':true}}]}}");
        return Add("replicasets", "ReplicaSet", SetOf(name), body.ToJsonString());
    }

    /// <summary>Adds a pod of a Deployment that was added; <paramref name="status"/> is its status.</summary>
    public TestCluster Pod(string deployment, string status = "{}", string? node = "worker-a", int number = 1)
    {
        var owner = ListOf("deployments", Namespace).First(d => (string?)d!["metadata"]!["name"] == deployment)!;
        var template = owner["spec"]!["template"]!;
        var spec = (JsonObject)template["spec"]!.DeepClone();
        if (node is not null) spec["nodeName"] = node;
        var body = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = template["metadata"]!["labels"]!.DeepClone(),
                ["ownerReferences"] = JsonNode.Parse(Quoted($"[{{'kind':'ReplicaSet','name':'{SetOf(deployment)}','controller':true}}]")),
                ["creationTimestamp"] = Time(-7),
            },
            ["spec"] = spec,
            ["status"] = Parse(status),
        };
        return Add("pods", "Pod", PodName(deployment, number), body.ToJsonString());
    }

    /// <summary>Adds a Deployment with one ready pod, and a Service of the same name on the port.</summary>
    public TestCluster Healthy(string name, int port = 8080, string podSpec = "{}")
    {
        var spec = Parse(podSpec);
        spec["containers"] ??= JsonNode.Parse(
            Quoted($"[{{'name':'main','image':'example.org/app:1','ports':[{{'containerPort':{port}}}]}}]"));
        return Deployment(name, spec.ToJsonString()).Pod(name, States.Ready).Service(name, port);
    }

    public TestCluster Service(string name, int port = 8080, string? selector = null, string? targetPort = null, string protocol = "TCP") =>
        Add("services", "Service", name, $"{{'spec':{{'clusterIP':'10.0.0.9','selector':{selector ?? $"{{'app':'{name}'}}"},"
            + $"'ports':[{{'port':{port},'protocol':'{protocol}','targetPort':{targetPort ?? $"{port}"}}}]}}}}");

    public TestCluster Event(string kind, string name, string reason, string message, int minutes = -4, string type = "Warning")
    {
        var about = new JsonObject { ["kind"] = kind, ["name"] = name };
        if (kind != "Node") about["namespace"] = Namespace;
        var item = new JsonObject
        {
            ["involvedObject"] = about,
            ["type"] = type,
            ["reason"] = reason,
            ["message"] = message,
            ["lastTimestamp"] = Time(minutes),
        };
        return Add("events", "Event", $"event-{++_events}", item.ToJsonString(), kind == "Node" ? "default" : Namespace);
    }

    public TestCluster PodEvent(string deployment, string reason, string message, int minutes = -4, int number = 1) =>
        Event("Pod", PodName(deployment, number), reason, message, minutes);

    public TestCluster Logs(string deployment, params string[] lines) => PodLogs(PodName(deployment), "main", false, lines);

    public TestCluster PreviousLogs(string deployment, params string[] lines) => PodLogs(PodName(deployment), "main", true, lines);

    private TestCluster PodLogs(string pod, string container, bool previous, params string[] lines)
    {
        _logs.Add((Namespace, pod, container, previous, lines));
        return this;
    }

    public TestCluster Check(string target, bool ok, string detail = "", string kind = "tcp")
    {
        _probes.Add(new JsonObject { ["kind"] = kind, ["target"] = target, ["ok"] = ok, ["detail"] = detail });
        return this;
    }

    /// <summary>Adds a sighting of a message while nothing fired.</summary>
    public TestCluster Seen(string fingerprint, TimeSpan ago, int count = 9)
    {
        _baseline.Add(new JsonObject { ["fingerprint"] = fingerprint, ["first"] = Now - ago, ["last"] = Now, ["count"] = count });
        return this;
    }

    public TestCluster Call(string client, string server)
    {
        _calls.Add(new JsonObject { ["client"] = client, ["server"] = server });
        return this;
    }

    /// <summary>Adds a series of a sample every 30 seconds, the last one now.</summary>
    public TestCluster Series(string name, string labels, params double[] values)
    {
        var metric = Parse(labels);
        metric["__name__"] = name;
        var samples = new JsonArray([.. values.Select((v, i) => (JsonNode)new JsonArray(
            Now.AddSeconds(-30 * (values.Length - 1 - i)).ToUnixTimeSeconds(), v))]);
        _series.Add(new JsonObject { ["metric"] = metric, ["values"] = samples });
        return this;
    }

    /// <summary>Lets the cluster not answer for a kind.</summary>
    public TestCluster Without(string resource)
    {
        _unanswered.Add(resource);
        return this;
    }

    /// <summary>Lets a list be longer than what is answered: the objects that were added, and others.</summary>
    public TestCluster Cut(string resource)
    {
        _cut.Add(resource);
        return this;
    }

    public static string PodName(string deployment, int number = 1) => $"{SetOf(deployment)}-{number:00000}";

    private static string SetOf(string deployment) => $"{deployment}-7d4b9c";

    private JsonArray ListOf(string resource, string? ns)
    {
        if (!_lists.TryGetValue((resource, ns), out var list)) _lists[(resource, ns)] = list = [];
        return list;
    }

    private static JsonObject WithContainer(JsonObject spec)
    {
        spec["containers"] ??= JsonNode.Parse(Quoted("[{'name':'main','image':'example.org/app:1','ports':[{'containerPort':8080}]}]"));
        return spec;
    }

    private static JsonObject Labels(string name, string? labels) => Parse(labels ?? $"{{'app':'{name}'}}");

    private static string Time(int minutes) =>
        Now.AddMinutes(minutes).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(Quoted(json))!;

    private static string Quoted(string json) => json.Replace('\'', '"');
}
