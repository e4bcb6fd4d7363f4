using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Diagnosis.Symptoms;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>
/// APIs that the API server hands on to a Service, and does not reach there. The list is asked for where something lacks such an API:
/// an alert about the control plane, an autoscaler without metrics, a namespace whose contents cannot be listed.
/// </summary>
public sealed class ApiServiceDetector : IDetector
{
    private const int ListBytes = 512 * 1024;

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.ApiServiceUnavailable];

    /// <inheritdoc/>
    public string Decides => "The condition Available of an APIService is False.";

    /// <inheritdoc/>
    public string Remedy =>
        "Restore the Service behind the API, its pods, certificate and way from the API server; delete the APIService of what was removed.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context)
    {
        if (IsLacking(context)) context.Want(new Query { Verb = QueryVerb.List, Resource = "apiservices", MaxBytes = ListBytes });
        foreach (var api in context.State.All<ApiService>())
        {
            var available = api.Status.Conditions.FirstOrDefault(c => c.Type == "Available");
            if (available is not { Status: "False" } || api.Spec.Service is not { Name: { } name } service) continue;
            AskFor(service.Namespace, context);
            yield return new Finding
            {
                Cause = CauseCode.ApiServiceUnavailable,
                Object = api.Reference,
                Summary = $"The API {api.Name} is not available: {available.Reason}.",
                Confidence = context.Scope.Labels.Values.Contains(api.Name) ? Certainty.Stated : Certainty.Logged,
                Citations = Cite.All(
                    Cite.Field(api, "status.conditions[Available].message", available.LastTransitionTime),
                    Cite.Field(api, "status.conditions[Available].reason", available.LastTransitionTime),
                    Cite.Field(api, "spec.service")),
                Remedy = SafeRemedy.Of(Remedy,
                    [Kubectl.Get(api.Reference), Kubectl.Describe(new ObjectReference("Service", service.Namespace, name))]),
                Since = available.LastTransitionTime,
                Affects = [.. Dependents(api, context)],
            };
        }
    }

    private static bool IsLacking(DiagnosisContext context) => context.Symptom.Kind == SymptomKind.ControlPlane
        || context.State.All<HorizontalPodAutoscaler>().Any(LacksMetrics)
        || context.State.All<Namespace>().Any(n => n.Metadata.DeletionTimestamp is not null);

    // What keeps the pods behind the API from working explains it.
    private static void AskFor(string? ns, DiagnosisContext context)
    {
        if (ns is null || context.Scope.Namespace is null || context.InScope(ns)) return;
        foreach (var query in Plan.Beside(ns)) context.Want(query);
    }

    private static IEnumerable<ObjectReference> Dependents(ApiService api, DiagnosisContext context) =>
        api.Name.Contains("metrics.k8s.io", StringComparison.Ordinal)
            ? context.State.All<HorizontalPodAutoscaler>()
                .Where(LacksMetrics).Select(a => a.Reference)
            : [];

    private static bool LacksMetrics(HorizontalPodAutoscaler scaler) =>
        scaler.Status.Conditions.Any(c => c is { Type: "ScalingActive", Status: "False" });
}
