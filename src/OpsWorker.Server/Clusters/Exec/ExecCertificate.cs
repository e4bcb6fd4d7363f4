using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace OpsWorker.Server.Clusters.Exec;

/// <summary>A client certificate with its key, in Base64 over PEM, as KubernetesClient takes them.</summary>
internal sealed class ExecCertificate
{
    private ExecCertificate(string certificate, string key)
    {
        CertificateData = Convert.ToBase64String(Encoding.UTF8.GetBytes(certificate));
        KeyData = Convert.ToBase64String(Encoding.UTF8.GetBytes(key));
    }

    public string CertificateData { get; }

    public string KeyData { get; }

    /// <exception cref="CryptographicException">They are no certificate with its key.</exception>
    public static ExecCertificate Parse(string certificate, string key)
    {
        using var parsed = X509Certificate2.CreateFromPem(certificate, key);
        return new ExecCertificate(certificate, key);
    }
}
