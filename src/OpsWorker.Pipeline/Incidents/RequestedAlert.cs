using OpsWorker.Core;
using OpsWorker.Core.Alerts;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>The place that a person wants investigated.</summary>
/// <param name="Cluster">The cluster's name; null where there is only one.</param>
/// <param name="Namespace">The namespace; null for a node.</param>
/// <param name="Kind">The object's kind as kubectl writes it, such as <c>deployment</c>; null for the namespace.</param>
/// <param name="Name">The object's name; null for the namespace.</param>
public sealed record InvestigationTarget(string? Cluster, string? Namespace, string? Kind = null, string? Name = null)
{
    /// <summary>The kinds and the labels of alerts that name objects of them.</summary>
    private static readonly (string Label, string[] Kinds)[] s_kinds =
    [
        ("pod", ["pod", "pods", "po"]),
        ("deployment", ["deployment", "deployments", "deploy"]),
        ("statefulset", ["statefulset", "statefulsets", "sts"]),
        ("daemonset", ["daemonset", "daemonsets", "ds"]),
        ("job_name", ["job", "jobs"]),
        ("cronjob", ["cronjob", "cronjobs", "cj"]),
        ("service", ["service", "services", "svc"]),
        ("ingress", ["ingress", "ingresses", "ing"]),
        ("persistentvolumeclaim", ["persistentvolumeclaim", "persistentvolumeclaims", "pvc"]),
        ("horizontalpodautoscaler", ["horizontalpodautoscaler", "horizontalpodautoscalers", "hpa"]),
        ("node", ["node", "nodes", "no"]),
    ];

    /// <summary>The kinds that can be named, for people.</summary>
    public static string Kinds => string.Join(", ", s_kinds.Select(kind => kind.Kinds[0]));

    /// <summary>The label of an alert that names an object of the kind; null for a kind that cannot be named.</summary>
    public string? ObjectLabel => Kind is { } kind
        ? s_kinds.FirstOrDefault(known => known.Kinds.Contains(kind, StringComparer.OrdinalIgnoreCase)).Label
        : null;

    /// <summary>The first wrong field and the reason; null where the target can be investigated.</summary>
    public (string Field, string Detail)? Problem => this switch
    {
        { Kind: null, Name: not null } => ("object", $"kind/name was expected, such as deployment/checkout; the kinds are {Kinds}."),
        { Kind: not null, ObjectLabel: null } => ("object", $"There is no kind {Kind}; the kinds are {Kinds}."),
        { Kind: not null, Name: null or "" } => ("object", "A name was expected after the kind, as in deployment/checkout."),
        { Namespace: null, ObjectLabel: not "node" } => ("namespace", "Is needed for everything but a node."),
        _ => null,
    };

    /// <summary>Reads a target as people write it; <see cref="Problem"/> says what is wrong.</summary>
    /// <param name="cluster">The cluster's name; null where there is only one.</param>
    /// <param name="namespace">The namespace; null without one.</param>
    /// <param name="named">The object as kind/name; null for the namespace.</param>
    public static InvestigationTarget Parse(string? cluster, string? @namespace, string? named)
    {
        if (named is null) return new InvestigationTarget(cluster, @namespace);
        var slash = named.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            ? new InvestigationTarget(cluster, @namespace, named[..slash], named[(slash + 1)..])
            : new InvestigationTarget(cluster, @namespace, null, named);
    }

    /// <summary>The target in words.</summary>
    public override string ToString() => (Namespace, Kind) switch
    {
        (null, _) => $"{Kind} {Name}",
        (_, null) => $"namespace {Namespace}",
        _ => $"{Kind} {Namespace}/{Name}",
    };
}

/// <summary>The alert that stands for a person's wish to have something investigated.</summary>
public static class RequestedAlert
{
    /// <summary>The time back from the request in which the trouble is taken to have begun: nobody says when it did.</summary>
    public static readonly TimeSpan Before = TimeSpan.FromDays(1);

    /// <summary>The source of such alerts.</summary>
    public const string Source = "requested";

    /// <summary>Makes the alert.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="target">The place, whose kind can be named.</param>
    /// <param name="now">The time.</param>
    public static Alert Create(OrganisationId organisation, InvestigationTarget target, DateTimeOffset now)
    {
        var labels = new Dictionary<string, string> { ["alertname"] = "Requested" };
        if (target.Cluster is { } cluster) labels[AlertCluster.Label] = cluster;
        if (target.Namespace is { } ns) labels["namespace"] = ns;
        if (target.ObjectLabel is { } label) labels[label] = target.Name ?? "";
        var fingerprint = Identifier.New("req");
        return new Alert
        {
            Id = Alert.IdOf(organisation, Source, fingerprint, now),
            Organisation = organisation,
            Source = Source,
            Fingerprint = fingerprint,
            Status = AlertStatus.Firing,
            Name = "Requested",
            Severity = Severity.Info,
            Summary = $"Investigation of {target}",
            Labels = labels,
            StartsAt = now - Before,
            ReceivedAt = now,
        };
    }
}
