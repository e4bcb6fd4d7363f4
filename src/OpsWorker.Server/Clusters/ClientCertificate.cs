using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OpsWorker.Server.Clusters;

/// <summary>A client certificate with its key, both as PEM, from a kubeconfig or an exec plugin.</summary>
/// <param name="Certificate">The certificate; authorities between it and one that the server trusts may follow it.</param>
/// <param name="Key">The private key, without a password.</param>
internal sealed record ClientCertificate(string Certificate, string Key)
{
    /// <summary>Loads the certificate and the authorities that follow it, to be sent together.</summary>
    /// <exception cref="CryptographicException">They are no certificate with its key.</exception>
    /// <exception cref="ArgumentException">The key's algorithm is not supported, or not the certificate's.</exception>
    public SslStreamCertificateContext Load()
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(Certificate);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPem(Certificate, Key), chain, offline: true);
    }

    /// <summary>Leaves out both, so that no message can contain the key.</summary>
    public override string ToString() => nameof(ClientCertificate);
}
