using System.Net;
using System.Text.Json.Nodes;
using k8s;
using k8s.Autorest;
using k8s.ClientSets;
using k8s.Models;
using OpsWorker.Core.Findings;

namespace OpsWorker.Operator.Cluster;

/// <summary>The requests about workloads that the Operator makes of the API server; there are no others.</summary>
internal sealed class WorkloadApi(k8s.Kubernetes kubernetes)
{
    /// <summary>The field manager of changes other than those of scale, which are made in the command's own name.</summary>
    public const string FieldManager = "opsworker-operator";

    private const string All = "All";
    private const string Scale = "scale";

    private readonly ClientSet _client = new(kubernetes);

    /// <summary>The object; null where there is none.</summary>
    public async Task<Workload?> FindAsync(ObjectReference target, CancellationToken cancellationToken)
    {
        var apps = _client.AppsV1;
        var (name, inNamespace) = (target.Name, target.Namespace!);
        try
        {
            object found = target.Kind switch
            {
                "Deployment" => await apps.Deployment.GetAsync(name, inNamespace, cancellationToken: cancellationToken),
                "StatefulSet" => await apps.StatefulSet.GetAsync(name, inNamespace, cancellationToken: cancellationToken),
                "DaemonSet" => await apps.DaemonSet.GetAsync(name, inNamespace, cancellationToken: cancellationToken),
                _ => throw new ArgumentException($"A {target.Kind} is no workload.", nameof(target)),
            };
            return Read(found);
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Changes the object by a merge patch, and returns it as it is, or would be, afterwards.</summary>
    public async Task<Workload> PatchAsync(ObjectReference target, JsonObject patch, bool isDryRun, CancellationToken cancellationToken)
    {
        var apps = _client.AppsV1;
        var body = new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch);
        var (name, inNamespace, dryRun) = (target.Name, target.Namespace!, isDryRun ? All : null);
        object changed = target.Kind switch
        {
            "Deployment" => await apps.Deployment.PatchAsync(
                body, name, inNamespace, dryRun, FieldManager, cancellationToken: cancellationToken),
            "StatefulSet" => await apps.StatefulSet.PatchAsync(
                body, name, inNamespace, dryRun, FieldManager, cancellationToken: cancellationToken),
            "DaemonSet" => await apps.DaemonSet.PatchAsync(
                body, name, inNamespace, dryRun, FieldManager, cancellationToken: cancellationToken),
            _ => throw new ArgumentException($"A {target.Kind} cannot be restarted.", nameof(target)),
        };
        return Read(changed);
    }

    /// <summary>Sets the replicas by the scale subresource.</summary>
    /// <param name="target">The object.</param>
    /// <param name="patch">The merge patch of the subresource.</param>
    /// <param name="manager">The field manager, by which the change is known later.</param>
    /// <param name="isDryRun">True if nothing is stored.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The replicas afterwards.</returns>
    public async Task<int?> ScaleAsync(
        ObjectReference target, JsonObject patch, string manager, bool isDryRun, CancellationToken cancellationToken)
    {
        var scale = new ScaleClient(kubernetes);
        var body = new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch);
        var (name, inNamespace, dryRun) = (target.Name, target.Namespace!, isDryRun ? All : null);
        var changed = target.Kind switch
        {
            "Deployment" => await scale.PatchDeploymentAsync(
                body, name, inNamespace, dryRun, manager, cancellationToken: cancellationToken),
            "StatefulSet" => await scale.PatchStatefulSetAsync(
                body, name, inNamespace, dryRun, manager, cancellationToken: cancellationToken),
            _ => throw new ArgumentException($"A {target.Kind} cannot be scaled.", nameof(target)),
        };
        return changed.Spec?.Replicas;
    }

    /// <summary>The autoscalers that scale the object.</summary>
    public async Task<IReadOnlyList<string>> AutoscalersAsync(ObjectReference target, CancellationToken cancellationToken)
    {
        var all = await _client.AutoscalingV2.HorizontalPodAutoscaler.ListAsync(
            target.Namespace!, cancellationToken: cancellationToken);
        return
        [
            .. all.Items
                .Where(hpa => hpa.Spec?.ScaleTargetRef is { } scaled && scaled.Kind == target.Kind && scaled.Name == target.Name)
                .Select(hpa => FormattableString.Invariant($"{hpa.Metadata.Name} ({hpa.Spec.MinReplicas ?? 1} to {hpa.Spec.MaxReplicas})")),
        ];
    }

    /// <summary>Records an Event on the object; one with the same name is there already from an earlier delivery.</summary>
    public async Task RecordAsync(Corev1Event recorded, CancellationToken cancellationToken)
    {
        try
        {
            await kubernetes.CoreV1.CreateNamespacedEventAsync(
                recorded, recorded.Metadata.NamespaceProperty, fieldManager: FieldManager, cancellationToken: cancellationToken);
        }
        catch (HttpOperationException e) when (e.Response.StatusCode == HttpStatusCode.Conflict)
        {
            // It was recorded.
        }
    }

    /// <summary>The name of the subresource by which replicas are set.</summary>
    public static string ScaleSubresource => Scale;

    private static Workload Read(object value) => new(JsonNode.Parse(KubernetesJson.Serialize(value))!.AsObject());
}
