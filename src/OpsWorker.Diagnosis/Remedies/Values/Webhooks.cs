using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>
/// The Service that a failing webhook is called at: <c>failed calling webhook "a.b.c": Post "https://hook.system.svc:443/mutate": ...</c>.
/// </summary>
internal static partial class Webhooks
{
    public static IReadOnlyList<KubectlCommand> Backend(Finding finding)
    {
        var called = finding.Citations.Select(c => Called().Match(c.Quote)).FirstOrDefault(m => m.Success);
        if (called is null) return [];
        var service = new ObjectReference("Service", called.Groups["ns"].Value, called.Groups["service"].Value);
        return [Kubectl.EndpointSlices(service), Kubectl.List("pods", service.Namespace)];
    }

    [GeneratedRegex(@"https?://(?<service>[a-z0-9-]+)\.(?<ns>[a-z0-9-]+)\.svc\b", RegexOptions.ExplicitCapture, RegexTime.LimitMs)]
    private static partial Regex Called();
}
