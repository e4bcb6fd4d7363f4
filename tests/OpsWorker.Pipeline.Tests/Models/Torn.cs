using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Tests.Models;

/// <summary>An incident with two causes that are about as likely, and their evidence.</summary>
internal static class Torn
{
    public const string PullMessage = "registry.example/checkout:v9: not found";
    public const string SecretMessage = "secret \"payments-db\" not found";

    public static Incident Incident { get; } = new()
    {
        Id = "inc_1",
        Organisation = new OrganisationId("org_1"),
        CorrelationKey = "key",
        Title = "KubePodNotReady",
        Status = IncidentStatus.Open,
        Labels = new Dictionary<string, string> { ["namespace"] = "shop" },
        RuleId = "rule_1",
        Alerts = [],
        AlertCount = 1,
        StartsAt = new DateTimeOffset(2026, 3, 1, 2, 55, 0, TimeSpan.Zero),
        OpenedAt = new DateTimeOffset(2026, 3, 1, 2, 56, 0, TimeSpan.Zero),
        UpdatedAt = new DateTimeOffset(2026, 3, 1, 2, 56, 0, TimeSpan.Zero),
    };

    public static Finding Image { get; } = Finding(
        CauseCode.ImageReferenceInvalid, "checkout", "e2-1", "status.containerStatuses[web].state.waiting.message", PullMessage);

    public static Finding Secret { get; } = Finding(CauseCode.SecretMissing, "payments", "e2-2", "message", SecretMessage);

    public static Finding NoEndpoints { get; } = Finding(
        CauseCode.ServiceHasNoReadyEndpoints, "checkout", "e2-3", "subsets", "0 of 3 addresses are ready") with
    {
        Object = new ObjectReference("Service", "shop", "checkout"),
    };

    public static DiagnosisResult Result { get; } = new()
    {
        Verdict = CauseCode.ImageReferenceInvalid,
        Causes =
        [
            new RankedCause { Finding = Image, Confidence = 0.6, Effects = [NoEndpoints] },
            new RankedCause { Finding = Secret, Confidence = 0.4 },
        ],
    };

    private static Finding Finding(CauseCode cause, string workload, string evidence, string field, string quote) => new()
    {
        Cause = cause,
        Object = new ObjectReference("Deployment", "shop", workload),
        Summary = $"The pods of {workload} do not start: {quote}",
        Confidence = 0.9,
        Citations =
        [
            new Citation
            {
                EvidenceId = evidence, Field = field, Quote = quote, Object = new ObjectReference("Pod", "shop", workload + "-1"),
            },
        ],
        Remedy = new Remedy("None: this is a test.", []),
    };
}
