using OpsWorker.Core.Findings;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Remedies.Values;

/// <summary>The references of an Ingress: the only class that there is, and the name of the TLS Secret that it lacks.</summary>
internal static class Ingresses
{
    public static IReadOnlyList<KubectlCommand> Class(Finding finding, DiagnosisContext context) =>
        context.State.Find(finding.Object) is Ingress && context.State.All<IngressClass>() is [var only]
            ? [Kubectl.Patch(finding.Object, JsonPatch.Merge(only.Name, "spec", "ingressClassName"))]
            : [];

    public static IReadOnlyList<KubectlCommand> TlsSecret(Finding finding, DiagnosisContext context)
    {
        if (context.State.Find(finding.Object) is not Ingress ingress || !context.State.Listed<Secret>(ingress.Namespace)) return [];
        return [.. ingress.Spec.Tls.Select(t => t.SecretName).OfType<string>().Distinct()
            .Where(n => context.State.Find<Secret>(ingress.Namespace, n) is null)
            .Select(n => Kubectl.CreateTlsSecret(n, ingress.Namespace))];
    }
}
