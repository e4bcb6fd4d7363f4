using System.Globalization;
using System.Text.RegularExpressions;
using OpsWorker.Core;

namespace OpsWorker.Diagnosis.Detectors.Scheduling;

/// <summary>Why the scheduler passed over nodes.</summary>
internal enum Obstacle
{
    Selector,
    Cordoned,
    Taint,
    Cpu,
    Memory,
    OtherResource,
    PodAffinity,
    PodAntiAffinity,
    TopologySpread,
    HostPort,
    VolumeNodeAffinity,
    VolumeLimit,

    /// <summary>A reason in words that are not known: it counts, and no cause is made of it.</summary>
    Unknown,
}

/// <summary>One reason of the scheduler and how many nodes it passed over for it.</summary>
/// <param name="Obstacle">The reason.</param>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Detail">The taint or resource, as the scheduler wrote it; empty for others.</param>
internal sealed record Reason(Obstacle Obstacle, int Nodes, string Detail);

/// <summary>
/// Reads what the scheduler says when no node fits: <c>0/4 nodes are available: 1 node(s) were unschedulable, 3
/// Insufficient cpu. preemption: …</c>. The wording is that of the plugins of kube-scheduler since 1.21.
/// </summary>
internal static partial class SchedulerMessage
{
    private static readonly (string Text, Obstacle Obstacle)[] s_phrases =
    [
        ("anti-affinity", Obstacle.PodAntiAffinity),
        ("didn't match pod affinity", Obstacle.PodAffinity),
        ("pod affinity/anti-affinity", Obstacle.PodAffinity),
        ("node affinity/selector", Obstacle.Selector),
        ("node selector", Obstacle.Selector),
        ("volume node affinity", Obstacle.VolumeNodeAffinity),
        ("node affinity", Obstacle.Selector),
        ("topology spread", Obstacle.TopologySpread),
        ("unschedulable", Obstacle.Cordoned),
        ("taint", Obstacle.Taint),
        ("free ports", Obstacle.HostPort),
        ("max volume count", Obstacle.VolumeLimit),
        ("insufficient cpu", Obstacle.Cpu),
        ("insufficient memory", Obstacle.Memory),
        ("insufficient ", Obstacle.OtherResource),
        ("too many pods", Obstacle.OtherResource),
    ];

    /// <summary>The part about nodes, without what preemption would change.</summary>
    public static string Verdict(string message)
    {
        var preemption = message.IndexOf("preemption:", StringComparison.Ordinal);
        return preemption < 0 ? message : message[..preemption];
    }

    public static IReadOnlyList<Reason> Reasons(string message)
    {
        var reasons = new List<Reason>();
        foreach (Match match in Part().Matches(Verdict(message)))
        {
            var text = match.Groups["text"].Value;
            var lower = text.ToLowerInvariant();
            var phrase = Array.FindIndex(s_phrases, p => lower.Contains(p.Text, StringComparison.Ordinal));
            var obstacle = phrase < 0 ? Obstacle.Unknown : s_phrases[phrase].Obstacle;
            var nodes = int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
            reasons.Add(new Reason(obstacle, nodes, Detail(text)));
        }

        return reasons;
    }

    private static string Detail(string text)
    {
        var open = text.IndexOf('{', StringComparison.Ordinal);
        var close = text.IndexOf('}', StringComparison.Ordinal);
        if (open >= 0 && close > open) return text[(open + 1)..close];
        const string insufficient = "Insufficient ";
        return text.StartsWith(insufficient, StringComparison.Ordinal) ? text[insufficient.Length..].TrimEnd('.', ' ') : "";
    }

    // A reason runs to the next count: taints have commas and colons of their own.
    [GeneratedRegex(@"(?<=[:,] )(?<count>\d{1,5}) (?<text>[^{},]*(\{[^}]*\})?[^,{}]*)", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Part();
}
