using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// Nodes whose kernel drops packets as one of its tables is full: the node-problem-detector makes an event of the kernel's message.
/// </summary>
public sealed partial class KernelReportDetector : IDetector
{
    private const string Advice = "Raise the limit of the kernel's table on the nodes, or find who opens so many connections.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.NodeNetworkLoss];

    /// <inheritdoc/>
    public string Decides => "An event about a node has the kernel's message that its table of connections or of neighbours is full.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from said in context.State.All<Event>()
        where said.About?.Kind == nameof(Node) && context.IsRecent(said.LastAt) && Full().IsMatch(said.Text)
        group said by said.About!.Name into reports
        let node = context.State.Find<Node>(null, reports.Key)
        where node is not null
        select Find(node, reports.MaxBy(e => e.LastAt)!, context);

    private static Finding Find(Node node, Event said, DiagnosisContext context) => new()
    {
        Cause = CauseCode.NodeNetworkLoss,
        Object = node.Reference,
        Summary = $"The kernel of {node.Reference} drops packets: {said.Text}",
        Confidence = Certainty.Logged,
        Citations = Cite.All(Cite.Event(said)),
        Remedy = SafeRemedy.Of(Advice, [Kubectl.OnNode(node.Name, "sysctl", "-a"), Kubectl.DescribeNode(node.Name)]),
        Since = said.FirstAt,
        Affects = [.. context.State.PodsOn(node.Name).Select(context.State.WorkloadOf).Distinct()],
    };

    [GeneratedRegex(
        @"conntrack: table full|neighbou?r(:| )table overflow",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Full();
}
