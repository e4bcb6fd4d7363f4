using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Facts;

/// <summary>A workload that mounts a claim that does not exist.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Claim">The claim's name.</param>
/// <param name="Said">The scheduler's words, where it said so.</param>
internal sealed record MissingClaim(WorkloadFacts Workload, string Claim, Event? Said)
{
    /// <summary>The missing claims of workloads that lack ready pods.</summary>
    public static IEnumerable<MissingClaim> Of(DiagnosisContext context)
    {
        foreach (var workload in context.Workloads.Where(w => w.IsTroubled && w.Template is not null))
        {
            var ns = workload.Reference.Namespace;
            foreach (var claim in workload.Template!.Spec.Volumes.Select(v => v.PersistentVolumeClaim?.ClaimName).OfType<string>())
            {
                if (context.State.Find<PersistentVolumeClaim>(ns, claim) is not null) continue;
                var said = context.EventsOf(workload).FirstOrDefault(e => e.Reason == "FailedScheduling"
                    && e.Text.Contains($"persistentvolumeclaim \"{claim}\" not found", StringComparison.Ordinal));
                if (said is not null || context.State.Listed<PersistentVolumeClaim>(ns)) yield return new MissingClaim(workload, claim, said);
            }
        }
    }

    /// <summary>Quotes what says so.</summary>
    public Citation? Quote()
    {
        var volume = Workload.Template!.Spec.Volumes.First(v => v.PersistentVolumeClaim?.ClaimName == Claim);
        return Cite.Event(Said)
            ?? Cite.Field(Workload.Item ?? Workload.Pods[0], $"{Workload.SpecPath}.volumes[{volume.Name}].persistentVolumeClaim.claimName");
    }
}
