using System.Text.RegularExpressions;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>
/// The name of the workload in the name of an object that its controller created. The suffixes are those of Kubernetes: letters and
/// digits of <c>util/rand.SafeEncodeString</c> for templates and pods, ordinals of StatefulSets and the minute of a CronJob's run.
/// </summary>
internal static partial class WorkloadName
{
    /// <summary>The workload of a pod: <c>checkout-7d9f8b6c5d-x2v9k</c> and <c>checkout-0</c> are of <c>checkout</c>.</summary>
    public static string OfPod(string pod)
    {
        if (Suffix(OfDeployment(), pod) is { } deployment) return deployment;
        if (Suffix(Random(), pod) is { } other) return OfJob(other);
        return Suffix(Ordinal(), pod) ?? pod;
    }

    /// <summary>The CronJob of a Job that it started; any other Job itself.</summary>
    public static string OfJob(string job) => Suffix(Minute(), job) ?? job;

    /// <summary>The set of claims made from a template: <c>data-kafka-0</c> is of <c>data-kafka</c>.</summary>
    public static string OfClaim(string claim) => Suffix(Ordinal(), claim) ?? claim;

    private const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;

    private static string? Suffix(Regex pattern, string name) =>
        pattern.Match(name) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex(@"\A(?<name>.+)-[456789bcdf]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}\z", Options)]
    private static partial Regex OfDeployment();

    [GeneratedRegex(@"\A(?<name>.+)-[bcdfghjklmnpqrstvwxz2456789]{5}\z", Options)]
    private static partial Regex Random();

    [GeneratedRegex(@"\A(?<name>.+)-[0-9]{1,10}\z", Options)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\A(?<name>.+)-[0-9]{8,10}\z", Options)]
    private static partial Regex Minute();
}
