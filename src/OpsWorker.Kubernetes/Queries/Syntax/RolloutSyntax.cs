using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Queries.Syntax;

/// <summary>
/// The commands <c>rollout history</c> and <c>rollout status</c>: the workload and the objects that hold its revisions.
/// </summary>
internal static class RolloutSyntax
{
    public static KubectlCommand Rollout(KubectlWords words, string defaultNamespace)
    {
        words.Allow("rollout", KubectlFlag.Namespace);
        var view = words.Names.FirstOrDefault() switch
        {
            "history" => KubectlView.RolloutHistory,
            "status" => KubectlView.RolloutStatus,
            var other => throw new RefusedException(
                other ?? "rollout", $"'{other ?? "rollout"}' is refused: of rollout only history and status read."),
        };
        if (KubectlArguments.Resources("rollout", [.. words.Names.Skip(1)]) is not [{ Name: { } name } named])
        {
            throw new RefusedException(words.Names[^1], $"'{words.Names[^1]}' is refused: rollout needs one TYPE/NAME.");
        }

        var workload = new Query
        {
            Verb = QueryVerb.Get,
            Resource = named.Resource,
            Namespace = KubectlArguments.Namespace(words, defaultNamespace),
            Name = name,
        };
        var revisions = new Query { Verb = QueryVerb.List, Resource = Revisions(named.Resource), Namespace = workload.Namespace };
        return new KubectlCommand(view, KubectlOutput.Table, view == KubectlView.RolloutHistory ? [workload, revisions] : [workload]);
    }

    private static string Revisions(string resource) => resource switch
    {
        "deployments" => "replicasets",
        "statefulsets" or "daemonsets" => "controllerrevisions",
        _ => throw new RefusedException(resource, $"'{resource}' is refused: it has no rollouts."),
    };
}
