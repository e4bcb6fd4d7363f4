using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Admission;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class WebhookCertificateDetectorTests
{
    private const string Called =
        "Error creating: Internal error occurred: failed calling webhook \"check.example.org\": failed to call webhook: "
        + "Post \"https://check.policy.svc:443/pods?timeout=10s\": ";

    private const string Unknown = Called + "tls: failed to verify certificate: x509: certificate signed by unknown authority";

    private static readonly Dictionary<string, string> s_aboutReplicas =
        new() { ["alertname"] = "KubeDeploymentReplicasMismatch", ["namespace"] = "shop", ["deployment"] = "web" };

    // A webhook whose certificate is refused; one that does not answer.
    internal static Contrast Contrast => new(nameof(WebhookCertificateDetector), CauseCode.AdmissionWebhookCertificateInvalid,
        Refused("web", Unknown), Refused("web", Called + "dial tcp 10.0.0.7:443: connect: connection refused"));

    [Theory]
    [InlineData(Unknown)]
    [InlineData(Called + "x509: certificate has expired or is not yet valid: current time 2026-03-02T09:57:00Z is after 2026-03-01")]
    [InlineData(Called + "x509: certificate is valid for other.policy.svc, not check.policy.svc")]
    public void The_configuration_of_the_webhook_is_named_and_its_certificate_the_cause(string said)
    {
        var result = Configured("web", said)
            .ShouldFindAnd(CauseCode.AdmissionWebhookCertificateInvalid, "checks", s_aboutReplicas);

        result.Causes.ShouldHaveSingleItem().Effects.ShouldContain(f => f.Cause == CauseCode.AdmissionWebhookUnavailable);
    }

    [Fact]
    public void Of_two_workloads_that_get_no_pods_the_webhook_is_one_cause() => Configured("web", Unknown).Deployment("api")
        .Event("ReplicaSet", "api-7d4b9c", "FailedCreate", Unknown)
        .ShouldFindAnd(CauseCode.AdmissionWebhookCertificateInvalid, "checks").Causes.ShouldHaveSingleItem();

    [Fact]
    public void Where_no_configuration_is_known_the_workload_is_named() => Refused("web", Unknown).Without("mutatingwebhookconfigurations")
        .ShouldFindAnd(CauseCode.AdmissionWebhookCertificateInvalid, "web").Causes.ShouldHaveSingleItem();

    [Fact]
    public void A_webhook_that_says_no_was_trusted() =>
        Refused("web", "Error creating: admission webhook \"check.example.org\" denied the request: no owner")
        .ShouldFind(CauseCode.AdmissionWebhookRejected, "web");

    [Fact]
    public void A_workload_that_has_its_pods_is_not_refused() =>
        Refused("web", Unknown).Pod("web", States.Ready).ShouldNotFind(CauseCode.AdmissionWebhookCertificateInvalid);

    private static TestCluster Refused(string workload, string said) =>
        new TestCluster().Deployment(workload).Event("ReplicaSet", $"{workload}-7d4b9c", "FailedCreate", said);

    private static TestCluster Configured(string workload, string said) => Refused(workload, said).Add(
        "mutatingwebhookconfigurations", "MutatingWebhookConfiguration", "checks", "{'webhooks':[{'name':'check.example.org'}]}", ns: null);
}
