using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Detectors.Startup;

/// <summary>
/// Workloads whose new revision no longer refers to a Secret that the one before it had, and that do not work since: the
/// Secret is there, but its values do not reach the application. A revision that refers to another Secret instead is a
/// change of name and no loss.
/// </summary>
public sealed class DroppedSecretDetector : IDetector
{
    private const string Advice = "Refer to the Secret again, or return to the revision before.";

    private static readonly CauseCode[] s_effects =
    [
        CauseCode.DatabaseCredentialsInvalid, CauseCode.EnvironmentVariableMissing, CauseCode.DependencyUnavailable,
        CauseCode.DnsResolutionFailure, CauseCode.ApplicationConfigInvalid,
    ];

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.SecretMissing];

    /// <inheritdoc/>
    public string Decides => "The template of a workload that does not work refers to fewer Secrets than that of the revision before.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var workload in context.Troubled.Where(w => w.Item is Deployment))
        {
            var sets = context.State.All<ReplicaSet>()
                .Where(r => r.Namespace == workload.Reference.Namespace
                    && r.Metadata.OwnerReferences.Any(o => o.Name == workload.Reference.Name))
                .OrderByDescending(r => r.Metadata.CreationTimestamp).Take(2).ToList();
            if (sets.Count < 2) continue;
            var (after, before) = (Secrets(sets[0]), Secrets(sets[1]));
            var dropped = before.Keys.Except(after.Keys).ToList();
            if (dropped.Count == 0 || after.Keys.Except(before.Keys).Any()) continue;
            yield return Find(workload, sets[1], dropped[0], before[dropped[0]], context);
        }
    }

    private static Finding Find(WorkloadFacts workload, ReplicaSet before, string secret, string path, DiagnosisContext context)
    {
        var said = s_effects.Select(e => context.LogFindings.Best(workload, e)).FirstOrDefault(m => m is not null);
        return new Finding
        {
            Cause = CauseCode.SecretMissing,
            Object = workload.Reference,
            Summary = $"{workload.Reference} does not work since its newest revision no longer refers to the Secret {secret}.",
            Confidence = said is not null ? Certainty.Confirmed : Certainty.Inferred,
            Citations = Cite.All(Cite.Field(before, $"spec.template.spec.{path}"), said?.Quote()),
            Remedy = SafeRemedy.Of(
                Advice,
                [Kubectl.Undo(workload.Reference), Kubectl.History(workload.Reference)]),
            Since = workload.Pods.Count > 0 ? workload.Pods[0].Metadata.CreationTimestamp : null,
        };
    }

    private static Dictionary<string, string> Secrets(ReplicaSet set) => ConfigReference.Of(ClusterState.TemplateOf(set)!.Spec)
        .Where(r => r.Kind == nameof(Secret)).DistinctBy(r => r.Name).ToDictionary(r => r.Name, r => r.Path);
}
