using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Pipeline.Tests.World;

/// <summary>Finds pods whose image cannot be pulled, and asks for their Deployment before it says so: two rounds.</summary>
internal sealed class BrokenImageDetector : IDetector
{
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ImageReferenceInvalid];

    public string Decides => "A container waits with ErrImagePull.";

    public string Remedy => "None: this is a test.";

    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var pod in context.State.All<Pod>().Where(p => context.InScope(p.Namespace)))
        {
            var waiting = Cite.Field(pod, $"status.containerStatuses[{TinyCluster.Container}].state.waiting.message");
            if (waiting is null) continue;
            context.Want(new Query { Verb = QueryVerb.Get, Resource = "deployments", Namespace = pod.Namespace, Name = TinyCluster.Name });
            var image = Cite.Field(
                context.State.Find<Deployment>(pod.Namespace, TinyCluster.Name),
                $"spec.template.spec.containers[{TinyCluster.Container}].image");
            if (image is null) continue;
            yield return new Finding
            {
                Cause = CauseCode.ImageReferenceInvalid,
                Object = image.Object!,
                Summary = $"{image.Object} cannot start: there is no image {image.Quote}",
                Confidence = 0.9,
                Citations = [waiting, image],
                Remedy = new Remedy("Name an image that exists.", []),
            };
        }
    }
}
