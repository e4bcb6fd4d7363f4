using System.Globalization;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Queries;

namespace OpsWorker.Kubernetes.Printing;

/// <summary>Prints <c>rollout history</c> and <c>rollout status</c>.</summary>
internal static class RolloutText
{
    private const string RevisionAnnotation = "deployment.kubernetes.io/revision";

    /// <summary>The revisions of a workload, the oldest first.</summary>
    /// <param name="results">The workload, and the objects that hold its revisions.</param>
    public static string History(IReadOnlyList<QueryResult> results)
    {
        if (results.Any(result => result.Outcome != QueryOutcome.Success)) return "";
        using var workload = JsonDocument.Parse(results[0].Content);
        using var revisions = JsonDocument.Parse(results[1].Content);
        var name = workload.RootElement.At("metadata", "name").Text();
        var rows = AnsweredObjects.Of(revisions.RootElement)
            .Where(item => item.At("metadata", "ownerReferences").Items().Any(owner => owner.At("name").Text() == name))
            .Select(item => (Number: RevisionOf(item), Cause: item.At("metadata", "annotations", "kubernetes.io/change-cause")))
            .OrderBy(revision => revision.Number)
            .Select(revision => (IReadOnlyList<string>)
                [revision.Number.ToString(CultureInfo.InvariantCulture), revision.Cause.Text("<none>")]);
        var type = results[0].Query.Resource == "deployments" ? "deployment" : results[0].Query.Resource!.TrimEnd('s');
        return $"{type}.apps/{VisibleText.Line(name)}\n" + TextTable.Write(["REVISION", "CHANGE-CAUSE"], [.. rows], gap: 2) + "\n";
    }

    /// <summary>The state of a rollout, in the words in which kubectl waits for it.</summary>
    public static string Status(QueryResult result)
    {
        using var document = JsonDocument.Parse(result.Content);
        var workload = document.RootElement;
        var (name, status) = (workload.At("metadata", "name").Text(), workload.At("status"));
        if (status.At("observedGeneration").Number() < workload.At("metadata", "generation").Number())
        {
            return $"Waiting for {Kind(result)} spec update to be observed...\n";
        }

        var text = result.Query.Resource switch
        {
            "deployments" => OfDeployment(name, workload),
            "daemonsets" => OfDaemonSet(name, status),
            _ => OfStatefulSet(workload),
        };
        return VisibleText.Line(text) + "\n";
    }

    private static string OfDeployment(string name, JsonElement workload)
    {
        var status = workload.At("status");
        var (wanted, updated) = (workload.At("spec", "replicas").Number(), status.At("updatedReplicas").Number());
        var (all, available) = (status.At("replicas").Number(), status.At("availableReplicas").Number());
        var isOverdue = status.At("conditions").Items().Any(condition =>
            condition.At("type").Text() == "Progressing" && condition.At("reason").Text() == "ProgressDeadlineExceeded");
        if (isOverdue) return $"error: deployment \"{name}\" exceeded its progress deadline";
        if (updated < wanted) return Waiting("deployment", name, $"{updated} out of {wanted} new replicas have been updated...");
        if (all > updated) return Waiting("deployment", name, $"{all - updated} old replicas are pending termination...");
        return available < updated
            ? Waiting("deployment", name, $"{available} of {updated} updated replicas are available...")
            : $"deployment \"{name}\" successfully rolled out";
    }

    private static string OfDaemonSet(string name, JsonElement status)
    {
        var (wanted, updated) = (status.At("desiredNumberScheduled").Number(), status.At("updatedNumberScheduled").Number());
        var available = status.At("numberAvailable").Number();
        if (updated < wanted) return Waiting("daemon set", name, $"{updated} out of {wanted} new pods have been updated...");
        return available < wanted
            ? Waiting("daemon set", name, $"{available} of {wanted} updated pods are available...")
            : $"daemon set \"{name}\" successfully rolled out";
    }

    private static string OfStatefulSet(JsonElement workload)
    {
        var (wanted, status) = (workload.At("spec", "replicas").Number(), workload.At("status"));
        var ready = status.At("readyReplicas").Number();
        if (ready < wanted) return $"Waiting for {wanted - ready} pods to be ready...";
        var revision = status.At("updateRevision").Text();
        return status.At("updatedReplicas").Number() < wanted
            ? $"waiting for statefulset rolling update to complete {status.At("updatedReplicas").Number()} pods at revision {revision}..."
            : $"statefulset rolling update complete {status.At("currentReplicas").Number() switch { 0 => wanted, var n => n }} "
                + $"pods at revision {revision}...";
    }

    private static string Waiting(string kind, string name, string what) => $"Waiting for {kind} \"{name}\" rollout to finish: {what}";

    private static string Kind(QueryResult result) => result.Query.Resource switch
    {
        "deployments" => "deployment",
        "daemonsets" => "daemon set",
        _ => "statefulset",
    };

    private static int RevisionOf(JsonElement item) => item.At("revision").Number() is not 0 and var number
        ? number
        : int.TryParse(
            item.At("metadata", "annotations", RevisionAnnotation).Text(),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var revision)
            ? revision
            : 0;
}
