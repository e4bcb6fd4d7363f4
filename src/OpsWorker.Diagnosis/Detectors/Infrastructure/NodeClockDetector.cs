using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// Nodes whose clock is wrong: certificates are not valid yet or any more, tokens are refused. The node-problem-detector
/// says so in a condition, and node_exporter in a metric; else the kubelet's own times tell, which it writes by its
/// clock: heartbeats from the future, or a lease that it seems not to have renewed although the control plane sees it
/// alive. They are compared with those of the other nodes: where all differ, it is the clock of who asked.
/// </summary>
public sealed class NodeClockDetector : IDetector
{
    // Tokens and certificates are checked to the second, many with a minute's grace.
    private static readonly TimeSpan s_ahead = TimeSpan.FromMinutes(1);

    // A kubelet renews its lease every ten seconds and counts as gone after forty: two minutes is no delay.
    private static readonly TimeSpan s_behind = TimeSpan.FromMinutes(2);

    // Well-kept clocks agree to milliseconds.
    private const double LeastOffsetSeconds = Thresholds.ClockOffsetSeconds;

    // The node-problem-detector's check of NTP, and names that its users give theirs.
    private static readonly string[] s_conditions = ["NTPProblem", "ClockSkew", "ClockUnsynchronized", "TimeSyncProblem"];

    // How software words that two clocks differ: x509 of Go, JWT libraries, AWS's signatures, Kerberos.
    private static readonly string[] s_symptoms =
    [
        "is not yet valid", "token used before issued", "Token is not active", "RequestTimeTooSkewed", "Clock skew too great", "clock skew",
        "Signature not yet current",
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.NodeClockSkew];

    /// <inheritdoc/>
    public string Decides =>
        "A condition or metric of a node about its time, or a kubelet whose heartbeats lie in the future or whose lease looks old while it is ready.";

    /// <inheritdoc/>
    public string Remedy => "Restore time synchronisation (chrony, systemd-timesyncd) on the node, and restart what keeps certificates or tokens.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        context.State.All<Node>().Select(n => Judge(n, context)).OfType<Finding>();

    private static Finding? Judge(Node node, DiagnosisContext context)
    {
        if (node.Status.Conditions.FirstOrDefault(c => c.Status == "True" && s_conditions.Contains(c.Type)) is { } said)
        {
            return Find(node, "its time is not synchronised", Certainty.Confirmed, context,
                Cite.Field(node, $"status.conditions[{said.Type}].message", said.LastTransitionTime),
                Cite.Field(node, $"status.conditions[{said.Type}].status", said.LastTransitionTime));
        }

        if (Offset(node, context) is { } offset)
        {
            return Find(node, $"its clock is off by {Math.Abs(offset.Samples[^1].Value):0.#} s", Certainty.Confirmed, context,
                Cite.Series(offset));
        }

        if (!OthersAgree(node, context)) return null;
        if (Heartbeat(node) - context.State.Now > s_ahead)
        {
            return Find(node, "its heartbeats lie in the future", Certainty.Implied, context,
                Cite.Field(node, "status.conditions[Ready].lastHeartbeatTime"));
        }

        return NodeFacts.IsReady(node) && Lease(node, context) is { Spec.RenewTime: { } renewed } lease
            && context.State.Now - renewed > s_behind
            ? Find(node, "it is ready, and by its own clock it renewed its lease long ago", Certainty.Inferred, context,
                Cite.Field(lease, "spec.renewTime"), Cite.Field(node, "status.conditions[Ready].status"))
            : null;
    }

    // node_exporter reads the offset from the kernel, which the time daemon keeps.
    private static TimeSeries? Offset(Node node, DiagnosisContext context) => context.State.Series.FirstOrDefault(s =>
        s.Name == "node_timex_offset_seconds" && Metrics.SeriesShift.OwnerOf(s, context) == node.Reference
        && s.Samples.Count > 0 && Math.Abs(s.Samples[^1].Value) >= LeastOffsetSeconds);

    // Half of the other nodes at least are right by the clock of who asked.
    private static bool OthersAgree(Node node, DiagnosisContext context)
    {
        var others = context.State.All<Node>().Where(n => n != node && Heartbeat(n) is not null && NodeFacts.IsReady(n)).ToList();
        return others.Count > 0 && 2 * others.Count(o => Agrees(o, context)) >= others.Count;
    }

    private static bool Agrees(Node node, DiagnosisContext context) =>
        Heartbeat(node) - context.State.Now <= s_ahead
        && (Lease(node, context)?.Spec.RenewTime is not { } renewed || context.State.Now - renewed <= s_behind);

    private static DateTimeOffset? Heartbeat(Node node) => node.Status.Conditions.FirstOrDefault(c => c.Type == "Ready")?.LastHeartbeatTime;

    private static Lease? Lease(Node node, DiagnosisContext context) => context.State.Find<Lease>("kube-node-lease", node.Name);

    private static Finding Find(Node node, string why, double confidence, DiagnosisContext context, params Citation?[] proof) => new()
    {
        Cause = CauseCode.NodeClockSkew,
        Object = node.Reference,
        Summary = $"The clock of the node {node.Name} is wrong: {why}.",
        Confidence = confidence,
        Citations = Cite.All(proof),
        Remedy = SafeRemedy.Of(
            "Restore time synchronisation on the node, then restart what keeps certificates or tokens there.",
            [Kubectl.DescribeNode(node.Name), Kubectl.OnNode(node.Name, "timedatectl")]),
        Affects = AffectedBy(node, context),
    };

    // A wrong clock harms those who compare times; what else fails on the node is not explained by it.
    private static IReadOnlyList<ObjectReference> AffectedBy(Node node, DiagnosisContext context) =>
    [
        .. context.State.PodsOn(node.Name)
            .Where(p => context.State.LogsOf(p).SelectMany(l => l.Lines).Concat(context.State.EventsOf(p.Reference).Select(e => e.Text))
                .Any(t => s_symptoms.Any(s => t.Contains(s, StringComparison.OrdinalIgnoreCase))))
            .Select(context.State.WorkloadOf).Distinct(),
    ];
}
