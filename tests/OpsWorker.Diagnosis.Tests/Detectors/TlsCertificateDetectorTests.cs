using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Routing;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class TlsCertificateDetectorTests
{
    private const string Unknown =
        "Get \"https://api.shop.svc/v1\": tls: failed to verify certificate: x509: certificate signed by unknown authority";

    // A certificate that is not trusted; one that has expired.
    internal static Contrast Contrast => new(nameof(TlsCertificateDetector), CauseCode.TlsCertificateInvalid,
        Crashing(Unknown), Crashing("Get \"https://api.shop.svc/v1\": x509: certificate has expired or is not yet valid"));

    [Theory]
    [InlineData(Unknown)]
    [InlineData("x509: certificate is valid for api.local, not api.shop.svc")]
    [InlineData("javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path")]
    [InlineData("javax.net.ssl.SSLPeerUnverifiedException: No subject alternative DNS name matching api found.")]
    [InlineData("Error: self-signed certificate in certificate chain code: 'SELF_SIGNED_CERT_IN_CHAIN'")]
    [InlineData("ssl.SSLCertVerificationError: certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)")]
    [InlineData("certificate verify failed: Hostname mismatch, certificate is not valid for 'api'.")]
    [InlineData("curl: (60) SSL certificate problem: self signed certificate")]
    [InlineData("The remote certificate is invalid according to the validation procedure: RemoteCertificateNameMismatch")]
    [InlineData("error trying to connect: invalid peer certificate: UnknownIssuer")]
    public void Every_verifiers_reason_is_understood(string line) => Crashing(line).ShouldFind(CauseCode.TlsCertificateInvalid, "web");

    [Fact]
    public void It_explains_the_crash_that_it_makes() =>
        Crashing(Unknown).ShouldFindAnd(CauseCode.TlsCertificateInvalid, "web").Causes.ShouldHaveSingleItem();

    [Fact]
    public void A_server_whose_clients_refuse_it_serves_the_others() =>
        Crashing("http: TLS handshake error from 10.1.0.4:39162: remote error: tls: bad certificate")
            .ShouldNotFind(CauseCode.TlsCertificateInvalid);

    [Fact]
    public void A_client_that_works_lives_with_it() =>
        Web(States.Ready).Logs("web", Unknown, Unknown).ShouldNotFind(CauseCode.TlsCertificateInvalid);

    [Fact]
    public void Without_a_verifiers_reason_no_certificate_is_to_blame() =>
        Crashing("tls: handshake failure").ShouldNotFind(CauseCode.TlsCertificateInvalid);

    private static TestCluster Crashing(string line) => Web(States.Crashing()).Logs("web", line);
}
