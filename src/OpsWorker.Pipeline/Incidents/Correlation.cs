using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// The incidents that an alert may belong to, by what its labels say of the topology. Pure. An alert of a workload belongs to the
/// workload's incident; one that names less, or a node beside it, joins what began about the same time in the same place.
/// </summary>
internal sealed record Correlation
{
    /// <summary>The time between an alert and an incident that only share a place, not an object.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromMinutes(15);

    /// <summary>The key of the alert's own object.</summary>
    public required string Key { get; init; }

    /// <summary>Further keys that an incident of the alert takes where they are free.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Keys whose incident the alert joins only if it began about the same time.</summary>
    public IReadOnlyList<string> Nearby { get; init; } = [];

    /// <summary>The key of the namespace, whose incident an alert of an object joins only while that incident has no object.</summary>
    public string? WholeNamespace { get; init; }

    /// <summary>The object for people; null where the labels name none.</summary>
    public string? Object { get; init; }

    /// <summary>Correlates by the topology.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="cluster">The cluster's id, or its name where it is not registered; empty where none is known.</param>
    public static Correlation ByTopology(Alert alert, string cluster)
    {
        var topology = AlertTopology.Of(alert);
        string Key(string kind, params string[] parts) => Identifier.From("key", [kind, cluster, .. parts]);
        string InNamespace(string name) => Key("object", topology.Namespace ?? "", name);
        string OfNode(string node) => Key("node", node);
        var place = topology.Namespace is { } ns ? Key("namespace", ns) : null;
        var described = new Correlation { Key = "", Object = topology.Object };
        return topology switch
        {
            { Workload: { } workload } => described with
            {
                Key = InNamespace(workload),
                Aliases = [.. Given(topology.Service).Select(InNamespace), .. Given(place)],
                Nearby = [.. Given(topology.Node).Select(OfNode)],
                WholeNamespace = place,
            },
            { Service: { } service } => described with { Key = InNamespace(service), Aliases = [.. Given(place)], WholeNamespace = place },
            { Node: { } node } => described with { Key = OfNode(node) },
            { Namespace: not null } => described with
            {
                Key = Key("alert", topology.Namespace, alert.Name),
                Aliases = [place!],
                Nearby = [place!],
            },
            _ => described with
            {
                Key = Key("alert", alert.Name, topology.Host ?? ""),
                Aliases = [.. Given(topology.Job).Select(job => Key("job", job))],
                Nearby = [.. Given(topology.Job).Select(job => Key("job", job))],
            },
        };
    }

    /// <summary>Correlates by the values of labels that a rule names; alerts without any of them have only their name in common.</summary>
    public static Correlation ByLabels(Alert alert, string ruleId, IReadOnlyList<string> labels)
    {
        var values = labels.Select(label => alert.Labels.GetValueOrDefault(label, "")).ToArray();
        return new Correlation
        {
            Key = Array.TrueForAll(values, value => value.Length == 0)
                ? Identifier.From("key", ruleId, alert.Name)
                : Identifier.From("key", [ruleId, .. values]),
            Object = AlertTopology.Of(alert).Object,
        };
    }

    /// <summary>The keys to look for an incident, the most specific first.</summary>
    public IEnumerable<string> Lookups => new[] { Key }.Concat(Nearby).Concat(Given(WholeNamespace)).Distinct();

    /// <summary>The alert belongs to the open incident that holds the key.</summary>
    public bool Joins(Incident incident, string key, Alert alert) =>
        key == Key || ((key != WholeNamespace || !HasObject(incident)) && IsTogether(incident, alert));

    private static bool IsTogether(Incident incident, Alert alert) =>
        alert.StartsAt > incident.StartsAt - Together && alert.StartsAt < incident.OpenedAt + Together;

    private static bool HasObject(Incident incident) =>
        incident.Alerts.Any(alert => alert.Object is { } name && !name.StartsWith("namespace ", StringComparison.Ordinal));

    private static IEnumerable<string> Given(string? value) => value is null ? [] : [value];
}
