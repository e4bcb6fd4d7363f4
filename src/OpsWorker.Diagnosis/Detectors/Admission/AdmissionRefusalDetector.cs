using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>Pods that the API server refuses for another reason than quotas and accounts: by its own words.</summary>
public sealed class AdmissionRefusalDetector : IDetector
{
    // In this order: an unreachable webhook is also "forbidden" or "denied" in some of its wordings.
    private static readonly (CauseCode Code, string[] Words, string Explains, string Text)[] s_refusals =
    [
        (CauseCode.AdmissionWebhookUnavailable, ["failed calling webhook", "failed to call webhook"],
            "as an admission webhook fails", "Restore the webhook's Service, or let its configuration ignore failures."),
        (CauseCode.AdmissionWebhookRejected, ["admission webhook", "denied the request", "ValidatingAdmissionPolicy"],
            "as an admission webhook refuses them", "Change the workload to what the webhook's message asks for."),
        (CauseCode.PodSecurityViolation, ["violates PodSecurity", "unable to validate against any security context constraint"],
            "as Pod Security admission refuses them",
            "Give the workload the security context that the level asks for, or change the namespace's level."),
        (CauseCode.LimitRangeViolation, ["usage per Container", "usage per Pod", "usage per PersistentVolumeClaim", "limit to request ratio"],
            "as a LimitRange forbids their requests or limits", "Bring the requests and limits into the range, or change the LimitRange."),
        (CauseCode.RbacForbidden, ["is attempting to grant", "cannot create resource", "cannot set blockOwnerDeletion"],
            "as a permission is missing", "Grant the permission that the message names."),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [.. s_refusals.Select(r => r.Code)];

    /// <inheritdoc/>
    public string Decides => "A workload lacks pods, and the API server's refusal names a webhook, Pod Security, a LimitRange or a permission.";

    /// <inheritdoc/>
    public string Remedy => "Make the pod what the webhook, Pod Security or the LimitRange demands, restore the webhook, or grant the permission.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var refused in RefusedPods.Of(context))
        {
            var match = s_refusals.FirstOrDefault(r => r.Words.Any(w => refused.Message.Contains(w, StringComparison.OrdinalIgnoreCase)));
            if (match.Words is null) continue;
            var workload = refused.Workload.Reference;
            yield return new Finding
            {
                Cause = match.Code,
                Object = workload,
                Summary = $"{workload} gets no pods, {match.Explains}: {ShortText.Of(refused.Message)}",
                Confidence = Certainty.Proved,
                Citations = Cite.All(refused.Quote()),
                Remedy = SafeRemedy.Of(match.Text, Commands(match.Code, workload)),
                Since = refused.Since,
            };
        }
    }

    // The object that was refused is the victim of a webhook that fails.
    private static KubectlCommand[] Commands(CauseCode code, ObjectReference workload) => code == CauseCode.AdmissionWebhookUnavailable
        ? [Kubectl.List("validatingwebhookconfigurations,mutatingwebhookconfigurations"), Kubectl.Describe(workload)]
        : [Kubectl.Describe(workload), Kubectl.Edit(workload)];
}
