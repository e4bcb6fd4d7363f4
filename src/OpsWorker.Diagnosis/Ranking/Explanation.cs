using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Ranking;

/// <summary>Decides which finding explains which other one.</summary>
internal sealed class Explanation
{
    // A node without a network is not ready, and the DNS has no place to run.
    private static readonly CauseCode[] s_needNetwork =
        [CauseCode.NodeNetworkUnavailable, CauseCode.NodeNotReady, CauseCode.CoreDnsUnavailable, CauseCode.SandboxCreationFailed];

    private static readonly string[] s_networkAgents =
    [
        "aws-node", "calico-node", "canal", "cilium", "kube-flannel", "kube-flannel-ds", "weave-net", "kube-router", "antrea-agent",
        "ovnkube-node", "azure-cns", "kindnet", "kube-ovn-cni",
    ];

    private readonly DiagnosisContext _context;
    private readonly Dictionary<Finding, HashSet<ObjectReference>> _reach = new(ReferenceEqualityComparer.Instance);

    public Explanation(DiagnosisContext context) => _context = context;

    /// <summary>Whether trouble of the first kind makes the second one.</summary>
    public bool Explains(Finding cause, Finding effect)
    {
        if (ReferenceEquals(cause, effect) || Refines(effect, cause)) return false;
        if (Refines(cause, effect) || IsNetworkAgent(cause, effect)) return true;
        if (IsSameOfServer(cause, effect) || IsCrashOfServer(cause, effect)) return true;
        var lower = CauseCatalogue.Of(cause.Cause).Layer < CauseCatalogue.Of(effect.Cause).Layer;
        if (lower && Reach(cause).Overlaps(Reach(effect))) return true;
        return CauseCatalogue.Of(effect.Cause).ShownByClients && !CauseCatalogue.Of(cause.Cause).ShownByClients
            && Reach(cause).Any(server => IsWorkload(server) && ClientsIn(effect).Any(c => _context.Dependencies.Needs(c, server)));
    }

    // A Service lacks backends because the workloads behind it want for something.
    private static IEnumerable<ObjectReference> ClientsIn(Finding effect) =>
        effect.Object.Kind == nameof(Service) ? effect.Affects.Where(IsWorkload) : [effect.Object];

    /// <summary>
    /// The objects that a finding is about or makes fail: with a workload also the Services that lead to it, with a
    /// Service the workloads behind it.
    /// </summary>
    public HashSet<ObjectReference> Reach(Finding finding)
    {
        if (_reach.TryGetValue(finding, out var reach)) return reach;
        reach = [finding.Object, .. finding.Affects];
        foreach (var service in reach.ToList().SelectMany(ServicesOf)) reach.Add(service);
        return _reach[finding] = reach;
    }

    private IEnumerable<ObjectReference> ServicesOf(ObjectReference item) =>
        IsWorkload(item) && _context.State.Find(item) is { } workload
            ? _context.State.ServicesOf(workload).Select(s => s.Reference)
            : [];

    // Of one object, or of one that the exact cause affects, the general cause says less of the same trouble.
    private static bool Refines(Finding exact, Finding general) => CauseCatalogue.Of(exact.Cause).Refines.Contains(general.Cause)
        && (exact.Object == general.Object || exact.Affects.Contains(general.Object));

    // The network of a node is made by a DaemonSet in the node's own network: without its pods there is none. Recordings leave the
    // field out; then it is known by the name that its project gives it.
    private bool IsNetworkAgent(Finding cause, Finding effect) => s_needNetwork.Contains(effect.Cause)
        && cause.Object.Kind == nameof(DaemonSet)
        && _context.Workloads.FirstOrDefault(w => w.Reference == cause.Object) is { IsShort: true } agent
        && (agent.Template?.Spec.HostNetwork == true || s_networkAgents.Contains(cause.Object.Name));

    // What a client says of a name or a certificate is its server's trouble, where that shows it too.
    private bool IsSameOfServer(Finding cause, Finding effect) => cause.Cause == effect.Cause
        && cause.Cause is CauseCode.CertificateExpired or CauseCode.DnsResolutionFailure && cause.Confidence > effect.Confidence
        && (cause.Affects.Contains(effect.Object)
            || (cause.Cause == CauseCode.CertificateExpired && _context.Dependencies.Needs(effect.Object, cause.Object)));

    // Of two that crash for no known reason, the one that does not need the other came first.
    private bool IsCrashOfServer(Finding cause, Finding effect) =>
        cause.Cause == CauseCode.ApplicationCrash && effect.Cause == CauseCode.ApplicationCrash
        && _context.Dependencies.Needs(effect.Object, cause.Object) && !_context.Dependencies.Needs(cause.Object, effect.Object);

    private static bool IsWorkload(ObjectReference item) => item.Kind is nameof(Deployment) or nameof(StatefulSet)
        or nameof(DaemonSet) or nameof(ReplicaSet) or nameof(Job) or nameof(CronJob) or nameof(Pod);
}
