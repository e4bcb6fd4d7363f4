using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.AgentRuntime.Detection;

/// <summary>Symptoms in the conditions of Deployments and Jobs.</summary>
internal static class WorkloadSymptoms
{
    public static IEnumerable<Symptom> Of(Deployment deployment) =>
        from condition in deployment.Status.Conditions
        where condition is { Type: "Progressing", Status: "False", Reason: "ProgressDeadlineExceeded" }
        select new Symptom(new ProblemKey(ProblemKind.DeploymentNotProgressing, deployment.Namespace, "Deployment", deployment.Name))
        {
            Message = condition.Message,
            Since = condition.LastTransitionTime ?? condition.LastUpdateTime,
        };

    /// <summary>A failed Job. The Jobs of a CronJob share a problem, which ends when a later one succeeds.</summary>
    public static Observation Of(Job job)
    {
        var owner = job.Metadata.OwnerReferences.FirstOrDefault(o => o is { Controller: true, Kind: "CronJob" });
        var problem = new ProblemKey(ProblemKind.JobFailed, job.Namespace, owner?.Kind ?? "Job", owner?.Name ?? job.Name);
        var conditions = job.Status.Conditions ?? [];
        if (conditions.FirstOrDefault(c => c is { Type: "Failed", Status: "True" }) is { } failed)
        {
            return new Observation(
            [
                new Symptom(problem)
                {
                    Message = $"Job {job.Name}: {failed.Reason}: {failed.Message}",
                    Since = failed.LastTransitionTime,
                    Until = SymptomExpiry.EndOfJob(failed.LastTransitionTime),
                },
            ]);
        }

        return owner is not null
            && conditions.FirstOrDefault(c => c is { Type: "Complete", Status: "True" }) is { LastTransitionTime: { } at }
            ? new Observation([], problem, at)
            : Observation.Nothing;
    }
}
