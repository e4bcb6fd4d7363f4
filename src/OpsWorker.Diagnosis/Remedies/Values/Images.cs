using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Facts;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>Another tag of the same repository that runs in this cluster.</summary>
internal static class Images
{
    public static IReadOnlyList<KubectlCommand> Commands(Finding finding, DiagnosisContext context)
    {
        if (finding.Object.Kind is nameof(Job)) return [];
        var waiting = context.State.PodsOf(finding.Object).Concat(Itself(finding.Object, context)).SelectMany(ContainerFacts.Of)
            .FirstOrDefault(c => c.WaitingReason is "ImagePullBackOff" or "ErrImagePull" or "InvalidImageName");
        if (waiting?.Spec is not { Image: { } image } container) return [];
        var works = context.State.All<Pod>().SelectMany(ContainerFacts.Of)
            .Where(c => c.Status.State.Running is not null && c.Spec?.Image is { } other && other != image
                && Repository(other) == Repository(image))
            .Select(c => c.Spec!.Image!)
            .Order(StringComparer.Ordinal)
            .LastOrDefault();
        return [Kubectl.SetImage(finding.Object, container.Name, works)];
    }

    private static IEnumerable<Pod> Itself(ObjectReference item, DiagnosisContext context) =>
        context.State.Find<Pod>(item.Namespace, item.Name) is { } pod && item.Kind == nameof(Pod) ? [pod] : [];

    private static string Repository(string image)
    {
        var named = image.Split('@')[0];
        var tag = named.LastIndexOf(':');
        return tag > named.LastIndexOf('/') ? named[..tag] : named;
    }
}
