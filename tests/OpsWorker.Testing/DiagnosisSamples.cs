using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;

namespace OpsWorker.Testing;

/// <summary>Results of diagnosis: one with everything that a result may have, and one of each verdict without a cause.</summary>
public static class DiagnosisSamples
{
    public const string Headline = "Deployment shop/payments cannot start: its Secret payments-db does not exist";

    private static readonly ObjectReference Payments = new("Deployment", "shop", "payments");
    private static readonly Citation Selector = new()
    {
        EvidenceId = "e1-3",
        Object = new ObjectReference("Service", "shop", "payments"),
        Field = "spec.selector",
        Quote = "{\"app\":\"payments\"}",
    };

    private static readonly ObjectReference Checkout = new("Deployment", "shop", "checkout");

    /// <summary>The diagnosis whose remedy has these commands.</summary>
    public static DiagnosisResult FoundWith(IReadOnlyList<string> commands)
    {
        var cause = Found.Causes[0];
        var remedy = cause.Finding.Remedy with { Commands = commands, Checks = commands };
        return Found with { Causes = [cause with { Finding = cause.Finding with { Remedy = remedy } }] };
    }

    public static DiagnosisResult Found { get; } = new()
    {
        Verdict = CauseCode.SecretMissing,
        Causes =
        [
            new RankedCause
            {
                Finding = SecretMissing(),
                Confidence = 0.92,
                Effects = [NoEndpoints(), CheckoutFails()],
                Path = [new PathStep(PathEdge.SelectedBy, Payments, new ObjectReference("Service", "shop", "payments"), Selector)],
            },
            new RankedCause { Finding = CheckoutFails(), Confidence = 0.31 },
        ],
        Unrelated = [Unrelated()],
        BlastRadius = new BlastRadius
        {
            Workloads = [Payments, Checkout],
            Services = [new ObjectReference("Service", "shop", "payments")],
            Ingresses = [new ObjectReference("Ingress", "shop", "storefront")],
        },
        Changes =
        [
            new CorrelatedChange
            {
                Object = Payments,
                RolledOutAt = IncidentSamples.Start.AddMinutes(-7),
                Repository = "acme/payments",
                Change = new SourceChange(
                    "#812", "Read the password from payments-db", "ana", IncidentSamples.Start.AddMinutes(-31),
                    "https://github.com/acme/payments/pull/812"),
                Basis = ChangeBasis.Versions,
                Summary = "The alert began 7 min after revision 7 of Deployment shop/payments changed containers[web].image "
                    + "(payments:1.4.2 → payments:1.4.3): #812 \"Read the password from payments-db\" by ana.",
            },
        ],
        Timeline =
        [
            new TimelineItem(IncidentSamples.Start.AddMinutes(-9), "Secret payments-db was deleted"),
            new TimelineItem(IncidentSamples.Start.AddMinutes(-7), "replica set payments-6f9 was rolled out", Payments),
        ],
    };

    public static DiagnosisResult Without(CauseCode verdict) => new()
    {
        Verdict = verdict,
        Causes = [],
        Unrelated = [Unrelated()],
        Facts = ["Deployment shop/payments: 1/2 pods ready", "Warning BackOff (x12): Back-off restarting failed container"],
        LookedAt = ["31 pods of namespace shop, all ready", "logs of 4 workloads: not recorded", "3 nodes, all ready"],
    };

    private static Finding SecretMissing() => new()
    {
        Cause = CauseCode.SecretMissing,
        Object = Payments,
        Summary = "The Secret payments-db does not exist.",
        Confidence = 0.9,
        Since = IncidentSamples.Start.AddMinutes(-6),
        Citations =
        [
            new Citation
            {
                EvidenceId = "e1-1",
                Object = new ObjectReference("Pod", "shop", "payments-6f9-x2x"),
                Field = "status.containerStatuses[payments].state.waiting.message",
                Quote = "secret \"payments-db\" not found",
                At = IncidentSamples.Start.AddMinutes(-6),
            },
            new Citation { EvidenceId = "e1-7", Field = "log", Quote = "reading </etc/db> & giving up\n\tat main ```boom```" },
        ],
        Remedy = new Remedy(
            "Create the Secret again, or name the one that is meant.",
            ["kubectl get secrets -n shop", "kubectl create secret generic payments-db -n shop --from-literal=password=<PASSWORD>"])
        {
            Changed = [new ChangedField("containers[payments].env[DB].valueFrom", null, "payments-db")],
            Warning = "Deployment shop/payments is synced by the Argo CD application payments, which may set a change back.",
            Checks = ["kubectl rollout status deployment/payments -n shop --timeout=5m"],
        },
        Affects = [new ObjectReference("Pod", "shop", "payments-6f9-x2x")],
    };

    private static Finding NoEndpoints() => new()
    {
        Cause = CauseCode.ServiceHasNoReadyEndpoints,
        Object = new ObjectReference("Service", "shop", "payments"),
        Summary = "None of its 2 pods is ready.",
        Confidence = 0.7,
        Citations = [new Citation { EvidenceId = "e1-3", Field = "endpoints[0].conditions.ready", Quote = "false" }],
        Remedy = new Remedy("See to its pods.", []),
    };

    private static Finding CheckoutFails() => new()
    {
        Cause = CauseCode.DependencyUnavailable,
        Object = Checkout,
        Summary = "It cannot reach payments.",
        Confidence = 0.6,
        Citations = [new Citation { EvidenceId = "e1-9", Field = "log", Quote = "dial tcp 10.0.0.7:8080: connection refused" }],
        Remedy = new Remedy("See to payments.", []),
    };

    private static Finding Unrelated() => new()
    {
        Cause = CauseCode.CronJobSuspended,
        Object = new ObjectReference("CronJob", "ops", "backup"),
        Summary = "It is suspended.",
        Confidence = 0.5,
        Citations = [new Citation { EvidenceId = "e1-4", Field = "spec.suspend", Quote = "true" }],
        Remedy = new Remedy("Resume it.", []),
    };
}
