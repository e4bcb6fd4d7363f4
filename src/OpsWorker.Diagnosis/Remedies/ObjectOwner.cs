using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;
using OpsWorker.Kubernetes.State;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>The tool or controller that keeps an object as it is written elsewhere, and sets back what is changed in the cluster.</summary>
/// <param name="Warning">A sentence that names the owner and where the change belongs.</param>
/// <param name="Command">A command of the owner; null where it has none.</param>
internal sealed record ObjectOwner(string Warning, KubectlCommand? Command)
{
    private const string ArgoTracking = "argocd.argoproj.io/tracking-id";
    private const string ArgoInstance = "argocd.argoproj.io/instance";
    private const string FluxKustomization = "kustomize.toolkit.fluxcd.io/name";
    private const string FluxHelmRelease = "helm.toolkit.fluxcd.io/name";
    private const string HelmRelease = "meta.helm.sh/release-name";
    private const string HelmNamespace = "meta.helm.sh/release-namespace";
    private const string ManagedBy = "app.kubernetes.io/managed-by";

    // The controllers of Kubernetes itself own pods, ReplicaSets and Jobs, whose templates are looked at instead.
    private static readonly string[] s_builtIn =
        [nameof(ReplicaSet), nameof(Deployment), nameof(StatefulSet), nameof(DaemonSet), nameof(Job), nameof(CronJob), nameof(Node)];

    /// <summary>The owner of an object; null where it has none, or is not known.</summary>
    public static ObjectOwner? Of(ObjectReference item, ClusterState state) => state.Find(item) is not { } found
        ? null
        : ArgoCd(found) ?? Flux(found) ?? Helm(found) ?? Controller(found);

    private static ObjectOwner? ArgoCd(KubernetesObject item)
    {
        var application = item.Metadata.Annotations.GetValueOrDefault(ArgoTracking)?.Split(':')[0]
            ?? item.Metadata.Labels.GetValueOrDefault(ArgoInstance) ?? item.Metadata.Annotations.GetValueOrDefault(ArgoInstance);
        return application is null ? null : new ObjectOwner(
            $"{item.Reference} is synced by the Argo CD application {application}, which may set a change back: "
                + "commit the change to its repository.",
            KubectlCommand.Of("argocd", "app", "diff").Name("Application", application.Split('_')[^1]));
    }

    private static ObjectOwner? Flux(KubernetesObject item) =>
        FluxOf(item, FluxHelmRelease, "HelmRelease") ?? FluxOf(item, FluxKustomization, "Kustomization");

    private static ObjectOwner? FluxOf(KubernetesObject item, string label, string kind)
    {
        if (item.Metadata.Labels.GetValueOrDefault(label) is not { } name) return null;
        var ns = item.Metadata.Labels.GetValueOrDefault(label.Replace("/name", "/namespace", StringComparison.Ordinal));
        return new ObjectOwner(
            $"{item.Reference} is reconciled by the Flux {kind} {name}, which sets a change back: commit the change to its repository.",
            KubectlCommand.Of("flux", "suspend", kind.ToLowerInvariant()).Name(kind, name).In(ns));
    }

    private static ObjectOwner? Helm(KubernetesObject item)
    {
        var release = item.Metadata.Annotations.GetValueOrDefault(HelmRelease);
        if (release is null && item.Metadata.Labels.GetValueOrDefault(ManagedBy) != "Helm") return null;
        release ??= item.Metadata.Labels.GetValueOrDefault("app.kubernetes.io/instance");
        var ns = item.Metadata.Annotations.GetValueOrDefault(HelmNamespace) ?? item.Namespace;
        return new ObjectOwner(
            $"{item.Reference} belongs to {(release is null ? "a Helm release" : $"the Helm release {release}")}, "
                + "whose next upgrade overwrites a change: change its values, or roll the release back.",
            release is null ? null : KubectlCommand.Of("helm", "history").Name("Release", release).In(ns));
    }

    private static ObjectOwner? Controller(KubernetesObject item) =>
        item.Metadata.OwnerReferences.FirstOrDefault(o => o.Controller && !s_builtIn.Contains(o.Kind)) is { } owner
            ? new ObjectOwner(
                $"{item.Reference} is made by {owner.Kind} {owner.Name}, whose controller sets a change back: change it there.",
                Kubectl.Edit(new ObjectReference(owner.Kind, item.Namespace, owner.Name)))
            : null;
}
