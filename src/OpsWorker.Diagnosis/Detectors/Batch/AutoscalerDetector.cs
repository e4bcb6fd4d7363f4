using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Ranking;
using OpsWorker.Diagnosis.Remedies;
using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Batch;

/// <summary>
/// HorizontalPodAutoscalers that cannot do their work, by their own conditions. At its maximum an autoscaler is often as
/// it should be: that is a cause only where nothing deeper is wrong, and weighs little.
/// </summary>
public sealed class AutoscalerDetector : IDetector
{
    private const string Advice = "Correct the autoscaler or what it refers to.";

    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.HpaMaxedOut, CauseCode.HpaMetricsUnavailable, CauseCode.HpaMisconfigured];

    /// <inheritdoc/>
    public string Decides => "The conditions AbleToScale, ScalingActive and ScalingLimited of a HorizontalPodAutoscaler.";

    /// <inheritdoc/>
    public string Remedy => Advice;

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        context.State.All<HorizontalPodAutoscaler>().Select(a => Judge(a, context)).OfType<Finding>();

    private static Finding? Judge(HorizontalPodAutoscaler scaler, DiagnosisContext context)
    {
        var named = context.Scope.Objects.Contains(scaler.Reference);
        if (Condition(scaler, "AbleToScale", "False") is { Reason: "FailedGetScale" or "FailedUpdateScale" })
        {
            return Find(scaler, CauseCode.HpaMisconfigured, "refers to what does not exist or cannot be scaled", "AbleToScale",
                named ? Certainty.Stated : Certainty.Inferred);
        }

        if (Condition(scaler, "ScalingActive", "False") is { Reason: not "ScalingDisabled" } inactive)
        {
            return inactive.Reason is "InvalidSelector" or "InvalidMetricSourceType" or "AmbiguousSelector"
                ? Find(
                    scaler, CauseCode.HpaMisconfigured, "is configured with something that it cannot use", "ScalingActive",
                    named ? Certainty.Stated : Certainty.Inferred)
                : Find(scaler, CauseCode.HpaMetricsUnavailable, "gets no metrics", "ScalingActive",
                    named ? Certainty.Stated : Certainty.General);
        }

        if (named && scaler.Status.Conditions.Count == 0 && WithoutRequest(scaler, context) is { } target)
        {
            return Find(
                scaler, CauseCode.HpaMisconfigured, $"scales by utilization, and {target} requests nothing", "ScalingActive",
                named ? Certainty.Logged : Certainty.General);
        }

        return Condition(scaler, "ScalingLimited", "True") is { Reason: "TooManyReplicas" }
            ? Find(scaler, CauseCode.HpaMaxedOut, "is at its maximum and wants more", "ScalingLimited",
                named ? Certainty.Stated : Certainty.General)
            : null;
    }

    // Utilization is a share of the request; without metrics of its own an autoscaler scales by that of the CPU.
    private static ObjectReference? WithoutRequest(HorizontalPodAutoscaler scaler, DiagnosisContext context)
    {
        if (scaler.Spec.ScaleTargetRef is not { Kind: { } kind, Name: { } name }) return null;
        if (FieldPath.Find(scaler.Raw, "spec.metrics") is not null) return null;
        var target = context.Workloads.FirstOrDefault(w => w.Reference == new ObjectReference(kind, scaler.Namespace, name));
        return target?.Template?.Spec.Containers is { Count: > 0 } containers
            && containers.Any(c => !c.Resources.Requests.ContainsKey("cpu") && !c.Resources.Limits.ContainsKey("cpu"))
                ? target.Reference
                : null;
    }

    private static Condition? Condition(HorizontalPodAutoscaler scaler, string type, string status) =>
        scaler.Status.Conditions.FirstOrDefault(c => c.Type == type && c.Status == status);

    private static Finding Find(HorizontalPodAutoscaler scaler, CauseCode code, string why, string condition, double confidence) => new()
    {
        Cause = code,
        Object = scaler.Reference,
        Summary = $"{scaler.Reference} {why}.",
        Confidence = confidence,
        Citations = Cite.All(
            Cite.Field(scaler, $"status.conditions[{condition}].message"),
            Cite.Field(scaler, $"status.conditions[{condition}].reason"),
            Cite.Field(scaler, "spec.maxReplicas"),
            Cite.Field(scaler, "spec.scaleTargetRef")),
        Remedy = SafeRemedy.Of(
            Advice,
            [Kubectl.Describe(scaler.Reference), Kubectl.Edit(scaler.Reference)]),
        Affects = scaler.Spec.ScaleTargetRef is { Kind: { } kind, Name: { } name }
            ? [new ObjectReference(kind, scaler.Namespace, name)] : [],
    };
}
