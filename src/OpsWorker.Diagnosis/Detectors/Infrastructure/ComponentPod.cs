using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>Recognises the pods of the control plane's components.</summary>
internal static class ComponentPod
{
    private const string SystemNamespace = "kube-system";

    /// <summary>
    /// True for a pod with the label of a component, and for a static pod, which the kubelet names after its manifest and its node:
    /// recorded text has no labels.
    /// </summary>
    public static bool Is(Pod pod, string key, string component) => pod.Namespace == SystemNamespace
        && (pod.Metadata.Labels.GetValueOrDefault(key) == component
            || (pod.Spec.NodeName is { Length: > 0 } node && pod.Name == $"{component}-{node}"));
}
