using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Admission;

/// <summary>
/// Workloads whose ServiceAccount does not exist, so that none of their pods is created. When a namespace is set up, the
/// same is said for a moment of accounts that come a second later: an account that exists now is no cause.
/// </summary>
public sealed class ServiceAccountDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ServiceAccountMissing];

    /// <inheritdoc/>
    public string Decides => "A workload lacks pods, and its ServiceAccount is not there.";

    /// <inheritdoc/>
    public string Remedy => "Create the ServiceAccount, or name one that exists.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.LacksPods && w.Template?.Spec.ServiceAccountName is not null))
        {
            var (ns, account) = (workload.Reference.Namespace, workload.Template!.Spec.ServiceAccountName!);
            if (context.State.Find<ServiceAccount>(ns, account) is not null) continue;
            var refused = RefusedPods.Of(context).FirstOrDefault(r => r.Workload == workload
                && r.Message.Contains("service account", StringComparison.OrdinalIgnoreCase)
                && r.Message.Contains(account, StringComparison.Ordinal));
            var listed = context.State.Listed<ServiceAccount>(ns);
            if (refused is null && !listed) continue;
            yield return new Finding
            {
                Cause = CauseCode.ServiceAccountMissing,
                Object = workload.Reference,
                Summary = $"{workload.Reference} gets no pods: its ServiceAccount {account} does not exist.",
                Confidence = refused is not null ? Certainty.Proved : Certainty.Logged,
                Citations = Cite.All(refused?.Quote(), Cite.Field(workload.Item, workload.SpecPath + ".serviceAccountName")),
                Remedy = SafeRemedy.Of(
                    $"Create the ServiceAccount {account}, or name one that exists.",
                    [Kubectl.CreateServiceAccount(account, ns), Kubectl.Edit(workload.Reference)]),
                Since = refused?.Since ?? context.MadeLately(workload.Item),
            };
        }
    }
}
