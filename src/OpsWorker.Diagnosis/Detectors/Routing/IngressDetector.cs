using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Routing;

/// <summary>Ingresses that name a Service, a port, a class or a TLS Secret that does not exist.</summary>
public sealed class IngressDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.IngressBackendMissing, CauseCode.IngressClassMissing, CauseCode.TlsSecretMissing];

    /// <inheritdoc/>
    public string Decides => "What an Ingress refers to is not in the lists of Services, classes and Secrets.";

    /// <inheritdoc/>
    public string Remedy => "Correct the Ingress, or create what it refers to.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        context.State.All<Ingress>().SelectMany(i => Backends(i, context).Concat(Class(i, context)).Concat(Tls(i, context)));

    private static IEnumerable<Finding> Backends(Ingress ingress, DiagnosisContext context)
    {
        if (!context.State.Listed<Service>(ingress.Namespace)) yield break;
        var backends = ingress.Spec.Rules.SelectMany(r => r.Http?.Paths ?? []).Select(p => p.Backend?.Service)
            .Append(ingress.Spec.DefaultBackend?.Service).OfType<IngressServiceBackend>();
        foreach (var backend in backends.Distinct())
        {
            var service = context.State.Find<Service>(ingress.Namespace, backend.Name);
            if (service is not null && HasPort(service, backend)) continue;
            var what = service is null ? $"the Service {backend.Name}" : $"the port {backend.Port?.Name ?? $"{backend.Port?.Number}"} of the Service {backend.Name}";
            yield return Find(ingress, CauseCode.IngressBackendMissing, what, Certainty.Confirmed, "spec.rules", "spec.defaultBackend");
        }
    }

    private static IEnumerable<Finding> Class(Ingress ingress, DiagnosisContext context)
    {
        if (ingress.Spec.IngressClassName is not { } name || !context.State.Listed<IngressClass>(null)) yield break;
        if (context.State.Find<IngressClass>(null, name) is null)
        {
            yield return Find(ingress, CauseCode.IngressClassMissing, $"the class {name}", Certainty.Confirmed, "spec.ingressClassName");
        }
    }

    private static IEnumerable<Finding> Tls(Ingress ingress, DiagnosisContext context) =>
        context.State.Listed<Secret>(ingress.Namespace)
            ? ingress.Spec.Tls
                .Where(t => t.SecretName is { Length: > 0 } name && context.State.Find<Secret>(ingress.Namespace, name) is null)
                .Select(t => Find(ingress, CauseCode.TlsSecretMissing, $"the Secret {t.SecretName}", Certainty.Logged, "spec.tls"))
            : [];

    private static bool HasPort(Service service, IngressServiceBackend backend) =>
        backend.Port is not { } port || service.Spec.Type == "ExternalName"
        || service.Spec.Ports.Any(p => port.Name is { Length: > 0 } name ? p.Name == name : p.Port == port.Number);

    private static Finding Find(Ingress ingress, CauseCode code, string what, double confidence, params string[] paths) => new()
    {
        Cause = code,
        Object = ingress.Reference,
        Summary = $"{ingress.Reference} names {what}, which does not exist.",
        Confidence = confidence,
        Citations = Cite.All(paths.Select(p => Cite.Field(ingress, p))),
        Remedy = SafeRemedy.Of(
            $"Correct the Ingress, or create {what}.",
            [Kubectl.Edit(ingress.Reference), Kubectl.List("services,secrets", ingress.Namespace)]),
    };
}
