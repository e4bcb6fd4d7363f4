using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>
/// Services of type LoadBalancer without an address: a controller tried and was refused, or none takes care of them. A Service
/// without ready addresses wants for something else first.
/// </summary>
public sealed class LoadBalancerDetector : IDetector
{
    // A load balancer of a cloud takes some minutes.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.LoadBalancerPending, CauseCode.LoadBalancerProvisioningFailed];

    /// <inheritdoc/>
    public string Decides =>
        "A Service of type LoadBalancer has no address; a warning says why, or no controller has left a finalizer or an event.";

    /// <inheritdoc/>
    public string Remedy => "Correct what the controller reports, or install one that provides load balancers.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        foreach (var service in context.State.All<Service>().Where(s => IsWithoutAddress(s, context)))
        {
            var events = context.State.EventsOf(service.Reference).OrderByDescending(e => e.LastAt).ToList();
            if (events.Find(e => e.Type == "Warning") is { } said)
            {
                yield return Find(service, CauseCode.LoadBalancerProvisioningFailed, Certainty.Confirmed,
                    "its controller cannot provide a load balancer",
                    "Correct what the warning names: an annotation, a quota, a subnet, a pool of addresses or a permission.", said);
            }
            else if (events.Count == 0 && service.Metadata.Finalizers.Count == 0
                && context.State.Now - service.Metadata.CreationTimestamp >= s_patience)
            {
                yield return Find(service, CauseCode.LoadBalancerPending, Certainty.Inferred, "no controller has taken care of it",
                    "Install a controller that provides load balancers, correct the Service's loadBalancerClass, or use "
                    + "a NodePort or an Ingress.",
                    null);
            }
        }
    }

    private static bool IsWithoutAddress(Service service, DiagnosisContext context) => service.Spec.Type == "LoadBalancer"
        && service.Metadata.DeletionTimestamp is null
        && FieldPath.Find(service.Raw, "status") is { } status && FieldPath.Find(status, "loadBalancer.ingress") is null
        && context.State.ReadyAddresses(service) != 0;

    private static Finding Find(Service service, CauseCode code, double confidence, string why, string remedy, Event? said) => new()
    {
        Cause = code,
        Object = service.Reference,
        Summary = $"{service.Reference} has no external address: {why}.",
        Confidence = confidence,
        Citations = Cite.All(
            Cite.Event(said),
            Cite.Field(service, "status.loadBalancer"),
            Cite.Field(service, "spec.loadBalancerClass"),
            Cite.Field(service, "spec.type")),
        Remedy = SafeRemedy.Of(remedy, [Kubectl.Describe(service.Reference), Kubectl.Edit(service.Reference)]),
        Since = said?.FirstAt ?? service.Metadata.CreationTimestamp,
    };
}
