using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// Nodes whose kernel has a setting with which a container does not work: its log names the sysctl and what is wrong with it, or
/// what inotify is short of. The node is named where only one is concerned, else the workload.
/// </summary>
public sealed partial class KernelSettingDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.NodeKernelSettingWrong];

    /// <inheritdoc/>
    public string Decides =>
        "A container fails, and its log names a sysctl that is too low, or says that inotify has no watches or instances left.";

    /// <inheritdoc/>
    public string Remedy => "Set the sysctl on the nodes, in their image or by the DaemonSet that prepares them.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var line in FailingLine.Of(context, (_, l) => SettingIn(l) is not null))
        {
            var setting = SettingIn(line.Line)!;
            var nodes = line.Workload.Pods.Where(p => !PodFacts.IsReady(p)).Select(p => p.Spec.NodeName).Distinct().ToList();
            var node = nodes.Count == 1 ? context.State.Find<Node>(null, nodes[0]) : null;
            var found = line.Find(
                CauseCode.NodeKernelSettingWrong, $"the setting {setting} of its node's kernel does not suffice", Certainty.Confirmed,
                SafeRemedy.Of(
                    $"Set {setting} on the nodes to what the log asks for: in their image, or by the DaemonSet or the tuning that prepares "
                    + "them, so that it outlasts a restart.",
                    [node is null ? Kubectl.List("nodes") : Kubectl.OnNode(node.Name, "sysctl", "-a"), line.Show()]),
                context);
            yield return node is null ? found : found with { Object = node.Reference, Affects = [line.Workload.Reference] };
        }
    }

    // A warning is no reason to end.
    private static string? SettingIn(string line)
    {
        if (line.Contains("WARN", StringComparison.OrdinalIgnoreCase)) return null;
        if (!Inotify().IsMatch(line)) return TooLow().Match(line) is { Success: true } match ? match.Groups["key"].Value : null;
        return line.Contains("watch", StringComparison.OrdinalIgnoreCase) ? "fs.inotify.max_user_watches" : "fs.inotify.max_user_instances";
    }

    [GeneratedRegex(
        @"\b(?<key>(vm|fs|net|kernel|user)\.[a-z0-9_]+(\.[a-z0-9_]+){0,4})\b.{0,80}"
        + "(too low|too small|at least|must be|increase|insufficient)",
        RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex TooLow();

    [GeneratedRegex(
        @"inotify.{0,120}(too many open files|no space left|limit|EMFILE|ENOSPC)"
        + "|(limit|ENOSPC|no space left).{0,80}(inotify|file watchers)",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Inotify();
}
