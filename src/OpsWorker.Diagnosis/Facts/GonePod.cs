using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>Tells by its name whose pod it was that is not there any more.</summary>
internal static partial class GonePod
{
    /// <summary>The names that a pod's workload may have: the pod's without its last part, or its last two.</summary>
    public static IEnumerable<string> OwnersOf(string pod)
    {
        var last = pod.LastIndexOf('-');
        if (last <= 0) yield break;
        yield return pod[..last];
        var before = pod.LastIndexOf('-', last - 1);
        if (before > 0) yield return pod[..before];
    }

    /// <summary>Whether the workload's controller names pods so.</summary>
    public static bool MayBeOf(string pod, ObjectReference workload)
    {
        if (!pod.StartsWith(workload.Name + "-", StringComparison.Ordinal)) return false;
        var suffix = pod[(workload.Name.Length + 1)..];
        return workload.Kind switch
        {
            "Deployment" => OfDeployment().IsMatch(suffix),
            "StatefulSet" => suffix.All(char.IsAsciiDigit),
            "DaemonSet" or "ReplicaSet" or "Job" => Random().IsMatch(suffix),
            _ => false,
        };
    }

    // The hash of a template, and the five letters and digits that the API server adds to a name.
    [GeneratedRegex("^[a-z0-9]{4,10}-[a-z0-9]{5}$", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex OfDeployment();

    [GeneratedRegex("^[a-z0-9]{5}$", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex Random();
}
