using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters;

/// <summary>The authorities that may sign a cluster's certificate: all of a bundle, so that a cluster may rotate its own.</summary>
internal static class KubeConfigAuthority
{
    /// <summary>Reads them as PEM; null where the cluster names none, which means those of the system.</summary>
    /// <exception cref="ClusterConnectionException">They cannot be read.</exception>
    public static string? Read(KubeConfigCluster cluster)
    {
        var (file, endpoint) = (cluster.File, cluster.Endpoint);
        try
        {
            if (!string.IsNullOrEmpty(endpoint.CertificateAuthorityData))
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(endpoint.CertificateAuthorityData));
            }

            return string.IsNullOrEmpty(endpoint.CertificateAuthority)
                ? null
                : File.ReadAllText(file.Resolve(endpoint.CertificateAuthority));
        }
        catch (FormatException e)
        {
            throw new ClusterConnectionException(
                $"{file.Path}: certificate-authority-data of the cluster '{cluster.Name}' is not Base64.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConnectionException(
                $"{file.Path}: certificate-authority of the cluster '{cluster.Name}' cannot be read: {e.Message}", e);
        }
    }

    /// <exception cref="ClusterConnectionException">The text has no certificate in PEM form.</exception>
    public static X509Certificate2Collection Parse(KubeConfigCluster cluster, string? pem)
    {
        var authorities = new X509Certificate2Collection();
        if (pem is null) return authorities;
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException)
        {
            // Reported below, like a text without any certificate.
        }

        return authorities.Count > 0
            ? authorities
            : throw new ClusterConnectionException(
                $"{cluster.File.Path}: certificate-authority of the cluster '{cluster.Name}' has no certificate in PEM form.");
    }
}
