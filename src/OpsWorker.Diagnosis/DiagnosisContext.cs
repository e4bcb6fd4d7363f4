using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Changes;
using OpsWorker.Diagnosis.Evidence;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Metrics;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis;

/// <summary>What a detector works on.</summary>
public sealed class DiagnosisContext
{
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_recovered = TimeSpan.FromMinutes(10);

    private const string OperatorSuffix = "-operator";

    private readonly List<Query> _wanted = [];
    private readonly HashSet<Query> _asked;
    private readonly Dictionary<ObjectReference, bool> _fails = [];
    private IReadOnlyList<SeriesShift>? _shifts;
    private IReadOnlyList<Change>? _changes;
    private HashSet<ObjectReference>? _named;
    private ILookup<(string? Namespace, string Owner), Event>? _gone;
    private IReadOnlyList<CorrelatedChange>? _sourceChanges;

    /// <summary>Makes a context.</summary>
    /// <param name="state">What is known of the cluster.</param>
    /// <param name="scope">What is asked.</param>
    /// <param name="hosts">What code hosts answered; null where none was asked.</param>
    public DiagnosisContext(ClusterState state, Scope scope, IReadOnlyList<ChangeAnswer>? hosts = null)
    {
        State = state;
        Scope = scope;
        Hosts = hosts ?? [];
        _asked = [.. state.Evidence.Values.Select(e => e.Result.Query)];
        Symptom = SymptomReader.Read(scope, state);
        Workloads = FindWorkloads(state, scope, Symptom);
        FreshLines = new FreshLines(state, scope);
        LogFindings = new LogFindings(state, FreshLines);
        Dependencies = new DependencyGraph(state, Workloads, LogFindings);
    }

    /// <summary>What is known of the cluster.</summary>
    public ClusterState State { get; }

    /// <summary>What is asked.</summary>
    public Scope Scope { get; }

    /// <summary>The answers of code hosts.</summary>
    internal IReadOnlyList<ChangeAnswer> Hosts { get; }

    /// <summary>The changes that roll-outs before the alert brought from repositories, the likeliest first.</summary>
    internal IReadOnlyList<CorrelatedChange> SourceChanges => _sourceChanges ??= ChangeCorrelation.Of(Hosts, this);

    /// <summary>What detectors asked for in addition, in order, without repetitions.</summary>
    public IReadOnlyList<Query> Wanted => _wanted;

    /// <summary>The workloads with their pods; also those of which only pods are known.</summary>
    internal IReadOnlyList<WorkloadFacts> Workloads { get; }

    /// <summary>Who calls whom.</summary>
    internal DependencyGraph Dependencies { get; }

    /// <summary>The trouble that the alert reports.</summary>
    public Symptom Symptom { get; }

    /// <summary>The workloads that the alert names: itself, by a pod of theirs or by a Service before them.</summary>
    internal IReadOnlySet<ObjectReference> NamedWorkloads => _named ??= Workloads.Where(IsNamed).Select(w => w.Reference)
        .Concat(Symptom.Subjects.SelectMany(WorkloadsOf)).ToHashSet();

    /// <summary>The lines of logs that may have to do with the alert.</summary>
    internal FreshLines FreshLines { get; }

    /// <summary>What the logs say in known words.</summary>
    internal LogFindings LogFindings { get; }

    /// <summary>How the time series changed with the alert.</summary>
    internal IReadOnlyList<SeriesShift> Shifts => _shifts ??= [.. SeriesShift.Of(this)];

    /// <summary>What somebody changed, at any time.</summary>
    internal IReadOnlyList<Change> Changes => _changes ??= [.. Change.Of(this)];

    // A pod that no list has is known by its events and logs only.
    private bool IsNamed(WorkloadFacts workload) =>
        Scope.Objects.Contains(workload.Reference) || workload.Pods.Any(p => Scope.Objects.Contains(p.Reference));

    /// <summary>The workloads that should work and do not.</summary>
    internal IEnumerable<WorkloadFacts> Troubled => Workloads.Where(w => w.IsTroubled);

    /// <summary>
    /// Whether a container's last end has to do with the alert: it does not work now, or it ended not long before. A
    /// container that runs well since a restart days ago is no trouble, nor is one of a pod that ended for good then.
    /// </summary>
    internal bool IsCurrent(ContainerFacts container) =>
        (!container.Status.Ready && container.Pod.Status.Phase != "Failed")
        || (IsRecent(container.LastEnd?.FinishedAt) && !HasRecovered(container))
        || (container.Pod.Status.Phase == "Failed" && Symptom.Kind == SymptomKind.Batch && Symptom.Subjects.Contains(State.WorkloadOf(container.Pod)));

    // Ready again before the alert, and still: whatever ended it then is over. What needed too much memory needs it again.
    private bool HasRecovered(ContainerFacts container) => container.LastEnd?.Reason != "OOMKilled"
        && container.Status.Ready && container.Status.State.Running?.StartedAt is { } started
        && Scope.StartsAt > DateTimeOffset.UnixEpoch && started < Scope.StartsAt && State.Now - started > s_recovered;

    /// <summary>Whether what happened then has to do with the alert; what has no time may have.</summary>
    internal bool IsRecent(DateTimeOffset? at) => at is not { } then || Scope.StartsAt <= DateTimeOffset.UnixEpoch || Scope.StartsAt - then < s_memory;

    /// <summary>
    /// The time at which an object was made, where it was shortly before the alert; null for an older one, which may have been changed
    /// since, so that its age says nothing of its trouble.
    /// </summary>
    internal DateTimeOffset? MadeLately(KubernetesObject? item) =>
        item?.Metadata.CreationTimestamp is { } made && IsRecent(made) ? made : null;

    /// <summary>Events about pods that the workload had and that are gone: their names are their owner's with a suffix.</summary>
    internal IEnumerable<Event> EventsOfGonePods(WorkloadFacts workload) =>
        (_gone ??= GoneEvents())[(workload.Reference.Namespace, workload.Reference.Name)]
            .Where(e => GonePod.MayBeOf(e.InvolvedObject!.Name!, workload.Reference))
            .OrderByDescending(e => e.LastAt);

    // By each name that the owner may have: thousands of workloads are not compared with tens of thousands of events.
    private ILookup<(string? Namespace, string Owner), Event> GoneEvents() => State.All<Event>()
        .Where(e => e.InvolvedObject is { Kind: nameof(Pod), Name: { Length: > 0 } name } about
            && State.Find<Pod>(about.Namespace, name) is null)
        .SelectMany(e => GonePod.OwnersOf(e.InvolvedObject!.Name!).Select(o => (Key: (e.InvolvedObject.Namespace, o), Event: e)))
        .ToLookup(e => e.Key, e => e.Event);

    /// <summary>Whether a workload does not work, or says that it does not reach something that it needs.</summary>
    internal bool Fails(WorkloadFacts workload)
    {
        if (!_fails.TryGetValue(workload.Reference, out var fails)) _fails[workload.Reference] = fails = IsFailing(workload);
        return fails;
    }

    private bool IsFailing(WorkloadFacts workload) => workload.IsShort || workload.Pods.Any(IsCrashing)
        || LogFindings.Best(workload, CauseCode.DependencyUnavailable) is { Lasts: true }
        || LogFindings.Best(workload, CauseCode.DnsResolutionFailure) is { Lasts: true }
        || FailedRequests.Failing(workload, this) is not null;

    // A new revision may crash while the old one still serves.
    private bool IsCrashing(Pod pod) => !PodFacts.IsReady(pod) && ContainerFacts.Of(pod).Any(c => c.IsCrashing && IsCurrent(c));

    /// <summary>The workloads that an object stands for: those behind a Service, that of a pod, the object itself.</summary>
    internal IEnumerable<ObjectReference> WorkloadsOf(ObjectReference item) => State.Find(item) is Service service
        ? Workloads.Where(w => DependencyGraph.IsBehind(service, w)).Select(w => w.Reference)
        : [State.WorkloadOf(item) ?? item];

    /// <summary>Asks for more evidence; what was asked for already is passed over.</summary>
    public void Want(Query query)
    {
        if (_asked.Add(query)) _wanted.Add(query);
    }

    /// <summary>Whether an object lies in what the alert names: its namespace, or anywhere where it names none.</summary>
    public bool InScope(string? @namespace) => Scope.Namespace is null
        || @namespace == Scope.Namespace
        || (@namespace is not null && @namespace == Operand);

    /// <summary>
    /// The namespace of what an operator runs, where the alert names the operator's: <c>ingress</c> of <c>ingress-operator</c>. Its own
    /// pods are seldom what its alerts are about.
    /// </summary>
    internal string? Operand => Scope.Namespace is { } ns && ns.EndsWith(OperatorSuffix, StringComparison.Ordinal)
        && State.Find<Namespace>(null, ns[..^OperatorSuffix.Length]) is { } operand
            ? operand.Name
            : null;

    /// <summary>Events about an object, its pods and ReplicaSets, newest first.</summary>
    internal IEnumerable<Event> EventsOf(WorkloadFacts workload) =>
        State.EventsOf(workload.Reference)
            .Concat(workload.Pods.SelectMany(p => State.EventsOf(p.Reference)))
            .Concat(State.All<ReplicaSet>().Where(r => Owns(workload.Reference, r)).SelectMany(r => State.EventsOf(r.Reference)))
            .OrderByDescending(e => e.LastAt);

    private static bool Owns(ObjectReference workload, KubernetesObject item) =>
        item.Namespace == workload.Namespace
        && item.Metadata.OwnerReferences.Any(o => o.Kind == workload.Kind && o.Name == workload.Name);

    private static List<WorkloadFacts> FindWorkloads(ClusterState state, Scope scope, Symptom symptom)
    {
        var known = state.Workloads().ToDictionary(w => w.Reference);
        var pods = state.All<Pod>().Where(p => !PodFacts.IsGoing(p)).Select(p => (Workload: state.WorkloadOf(p), Pod: p))
            .Concat(UnlistedPod.Of(state, known.Keys, AlertedPods.Of(scope, symptom))).ToLookup(p => p.Workload, p => p.Pod);
        WorkloadFacts Facts(ObjectReference reference, KubernetesObject? item) =>
            new(reference, item, [.. pods[reference]]) { HasAllPods = state.Listed<Pod>(reference.Namespace) };
        return
        [
            .. known.Select(w => Facts(w.Key, w.Value)),
            .. pods.Where(p => !known.ContainsKey(p.Key)).Select(p => Facts(p.Key, state.Find(p.Key))),
        ];
    }
}
