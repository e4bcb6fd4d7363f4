using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpsWorker.Testing;

/// <summary>An authority of its own for one test, and certificates that it signed.</summary>
public sealed class TestCertificates
{
    private static readonly DateTimeOffset NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset NotAfter = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly X509Certificate2 _authority;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=OpsWorker test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _authority = request.CreateSelfSigned(NotBefore, NotAfter);
    }

    /// <summary>The authority's certificate, without its key.</summary>
    public string AuthorityPem => _authority.ExportCertificatePem();

    /// <summary>A certificate for 127.0.0.1, localhost and one more name.</summary>
    public X509Certificate2 Server(string name) => Sign(name, names =>
    {
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        names.AddDnsName(name);
    });

    /// <summary>A certificate for one name and no address.</summary>
    public X509Certificate2 ServerOfName(string name) => Sign(name, names => names.AddDnsName(name));

    /// <summary>A certificate and its key, by which a client says who it is.</summary>
    public (string Certificate, string Key) Client(string name)
    {
        using var certificate = Sign(name, null);
        using var key = certificate.GetECDsaPrivateKey()!;
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private X509Certificate2 Sign(string name, Action<SubjectAlternativeNameBuilder>? serverNames)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (serverNames is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            serverNames(names);
            request.CertificateExtensions.Add(names.Build());
        }

        // By this, as in real clusters, two authorities of the same name are kept apart.
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            _authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var signed = request.Create(_authority, NotBefore, NotAfter, RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }
}
