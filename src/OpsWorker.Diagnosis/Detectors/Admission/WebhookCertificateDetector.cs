using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>
/// Admission webhooks whose certificate the API server refuses, so that no pod is admitted: it has expired, is not valid yet, is for
/// another name, or is not signed by the authority in the webhook's caBundle. The configuration with
/// the webhook is named where it is known, else the workload.
/// </summary>
public sealed partial class WebhookCertificateDetector : IDetector
{
    private static readonly string[] s_configurations = ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.AdmissionWebhookCertificateInvalid];

    /// <inheritdoc/>
    public string Decides =>
        "A workload lacks pods, and the API server's refusal says that it called a webhook and why it does not accept its certificate.";

    /// <inheritdoc/>
    public string Remedy => "Renew the webhook's certificate, and put the authority that signed it into the caBundle of its configuration.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        var refused = RefusedPods.Of(context).Where(r => IsRefusal(r.Message)).ToList();
        if (refused.Count == 0) return [];
        foreach (var resource in s_configurations)
        {
            context.Want(new Query { Verb = QueryVerb.List, Resource = resource, MaxBytes = Plan.UsualBytes });
        }

        return refused.GroupBy(r => ConfigurationOf(r.Message, context) ?? r.Workload.Reference).Select(g => Find(g.Key, [.. g]));
    }

    private static bool IsRefusal(string message) => message.Contains("webhook", StringComparison.OrdinalIgnoreCase)
        && message.Contains("failed", StringComparison.OrdinalIgnoreCase) && message.Contains("x509:", StringComparison.Ordinal);

    private static Finding Find(ObjectReference about, IReadOnlyList<RefusedPods> refused) => new()
    {
        Cause = CauseCode.AdmissionWebhookCertificateInvalid,
        Object = about,
        Summary = $"The API server does not accept the certificate of the webhook {NameOf(refused[0].Message) ?? "that it calls"}, "
            + $"so that {refused[0].Workload.Reference}"
            + $"{(refused.Count > 1 ? $" and {refused.Count - 1} more get" : " gets")} no pods.",
        Confidence = Certainty.Proved,
        Citations = Cite.All(refused.Take(3).Select(r => r.Quote())),
        Remedy = SafeRemedy.Of(
            "Renew the webhook's certificate, and put the authority that signed it into the caBundle of its configuration; restart what "
            + "issues it, where that is done by itself. A certificate that is not valid yet may mean a wrong clock.",
            [Kubectl.List("validatingwebhookconfigurations,mutatingwebhookconfigurations"), Kubectl.Describe(about)]),
        Since = refused.Select(r => (r.Said as Event)?.FirstAt).Min(),
        Affects = [.. refused.Select(r => r.Workload.Reference)],
    };

    private static string? NameOf(string message) => Name().Match(message) is { Success: true } match ? match.Groups["name"].Value : null;

    private static ObjectReference? ConfigurationOf(string message, DiagnosisContext context) => NameOf(message) is { } name
        ? context.State.All<WebhookConfiguration>().FirstOrDefault(c => c.Webhooks.Any(w => w.Name == name))?.Reference
        : null;

    [GeneratedRegex("webhook \"(?<name>[^\"]{1,253})\"", RegexOptions.None, RegexTime.LimitMs)]
    private static partial Regex Name();
}
