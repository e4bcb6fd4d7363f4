using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api.Webhooks;

/// <summary>The accepted alerts of a payload.</summary>
/// <param name="Alerts">The alerts' ids, in the order of the payload.</param>
/// <param name="Truncated">Alerts that the payload lacks: the sender omitted them, or they are beyond the limit.</param>
/// <param name="Refused">The first of the alerts that were refused; null if there were none.</param>
/// <param name="RefusedCount">The number of alerts that were refused; null if there were none.</param>
/// <param name="Skipped">The first of the parts that neither fire nor resolve an alert; null if there were none.</param>
internal sealed record AcceptedResponse(
    IReadOnlyList<string> Alerts,
    int Truncated,
    IReadOnlyList<PayloadProblem>? Refused,
    int? RefusedCount,
    IReadOnlyList<PayloadProblem>? Skipped)
{
    public static AcceptedResponse Of(AlertBatch batch) => new(
        [.. batch.Alerts.Select(alert => alert.Id)],
        batch.Truncated,
        Listed(batch.Refused),
        batch.Refused.Count == 0 ? null : batch.Refused.Count,
        Listed(batch.Skipped));

    private static IReadOnlyList<PayloadProblem>? Listed(IReadOnlyList<PayloadProblem> problems) =>
        problems.Count == 0 ? null : [.. problems.Take(IntakeLimits.MaxListed)];
}
