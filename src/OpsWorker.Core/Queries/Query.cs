namespace OpsWorker.Core.Queries;

/// <summary>The verbs of queries. All of them only read; a verb that writes cannot be expressed.</summary>
public enum QueryVerb
{
    /// <summary>One object by name. The answer is the object as JSON.</summary>
    Get,

    /// <summary>Objects of one kind. The answer is a Kubernetes list as JSON: <c>{"kind":"PodList","items":[…]}</c>.</summary>
    List,

    /// <summary>
    /// Log lines of a pod. The answer is text. Where no container is named, each container's lines stand between
    /// <c>==== START logs for container C of pod NS/P ====</c> and <c>==== END …</c>, as
    /// <c>kubectl cluster-info dump</c> writes them.
    /// </summary>
    Logs,

    /// <summary>
    /// Time series. The answer is <c>{"series":[{"metric":{…},"values":[[time,value],…]}]}</c>: the entries of
    /// a Prometheus range result.
    /// </summary>
    Metrics,

    /// <summary>
    /// TCP and HTTP checks made from inside the cluster. The answer is an array of
    /// <c>{"kind","target","ok","detail","node"}</c>.
    /// </summary>
    Probe,

    /// <summary>
    /// Discovery: <c>apiresources</c>, <c>servicegraph</c> (calls between services, from a mesh or tracing), or <c>baseline</c> (the
    /// sightings of messages while nothing fired: <c>{"baseline":[{"fingerprint","first","last","count"}]}</c>).
    /// </summary>
    Discover,

    /// <summary>The versions of API server and kubelets, and the time of the answer.</summary>
    Version,
}

/// <summary>
/// A read-only query to a cluster: data, never a shell line. Fields that a verb does not use are null.
/// </summary>
public sealed record Query
{
    /// <summary>The resource of <see cref="QueryVerb.Discover"/> for what an agent saw of a namespace while nothing fired.</summary>
    public const string Baseline = "baseline";

    /// <summary>The verb.</summary>
    public required QueryVerb Verb { get; init; }

    /// <summary>
    /// The resource as the API names it, lower-case plural: <c>pods</c>, <c>deployments</c>, or with its group where
    /// the plain name is ambiguous, <c>ingresses.networking.k8s.io</c>.
    /// </summary>
    public string? Resource { get; init; }

    /// <summary>The namespace; null means all of them, or that the resource has none.</summary>
    public string? Namespace { get; init; }

    /// <summary>The object's name; for logs the pod.</summary>
    public string? Name { get; init; }

    /// <summary>Label selector in the API's syntax, for example <c>app=web,tier!=cache</c>.</summary>
    public string? LabelSelector { get; init; }

    /// <summary>Field selector in the API's syntax, for example <c>spec.nodeName=node-1</c>.</summary>
    public string? FieldSelector { get; init; }

    /// <summary>Logs: the container; null means all of them.</summary>
    public string? Container { get; init; }

    /// <summary>Logs: reads the container's previous run.</summary>
    public bool Previous { get; init; }

    /// <summary>Logs: prefixes each line with the time at which the container runtime received it.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Logs: number of lines from the end.</summary>
    public int? TailLines { get; init; }

    /// <summary>Logs, events and metrics: no older than this.</summary>
    public TimeSpan? Since { get; init; }

    /// <summary>Logs: only lines in which this regular expression matches; applied inside the agent.</summary>
    public string? Match { get; init; }

    /// <summary>Metrics: a PromQL expression; null means the usual series of the resource.</summary>
    public string? Expression { get; init; }

    /// <summary>
    /// Probe: the target, <c>tcp://HOST:PORT</c> or <c>http://HOST:PORT/PATH</c>; null means the ports of the
    /// Services of <see cref="Namespace"/>.
    /// </summary>
    public string? Target { get; init; }

    /// <summary>Maximum size of the answer; <see cref="QueryResult.OmittedBytes"/> counts the rest.</summary>
    public int? MaxBytes { get; init; }

    /// <summary>The query as a kubectl command.</summary>
    public override string ToString() => QueryText.Write(this);
}
