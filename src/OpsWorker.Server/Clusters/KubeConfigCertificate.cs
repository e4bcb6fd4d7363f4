using System.Security.Cryptography;
using System.Text;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters;

/// <summary>The client certificate that a kubeconfig gives its user.</summary>
internal static class KubeConfigCertificate
{
    /// <summary>Reads and checks it, so that a wrong one is found before the first query; null where the user has none.</summary>
    /// <exception cref="ClusterConnectionException">A part is missing, cannot be read, or they do not belong together.</exception>
    public static ClientCertificate? Read(KubeConfigUser user)
    {
        var credentials = user.Credentials;
        var hasCertificate = HasOne(credentials.ClientCertificateData, credentials.ClientCertificate);
        var hasKey = HasOne(credentials.ClientKeyData, credentials.ClientKey);
        if (!hasCertificate && !hasKey) return null;
        if (!hasCertificate || !hasKey)
        {
            throw new ClusterConnectionException(
                $"{user.File.Path}: the user '{user.Name}' has no {(hasKey ? "client-certificate" : "client-key")}.");
        }

        try
        {
            var certificate = new ClientCertificate(
                Pem(user, credentials.ClientCertificateData, credentials.ClientCertificate),
                Pem(user, credentials.ClientKeyData, credentials.ClientKey));
            certificate.Load();
            return certificate;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException or FormatException)
        {
            throw new ClusterConnectionException(
                $"{user.File.Path}: client-certificate and client-key of the user '{user.Name}' are no certificate with its key.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ClusterConnectionException(
                $"{user.File.Path}: client-certificate or client-key of the user '{user.Name}' cannot be read: {e.Message}", e);
        }
    }

    private static bool HasOne(string? data, string? file) => !string.IsNullOrEmpty(data) || !string.IsNullOrEmpty(file);

    // Data counts before a file, as for kubectl.
    private static string Pem(KubeConfigUser user, string? data, string? file) =>
        string.IsNullOrEmpty(data) ? File.ReadAllText(user.File.Resolve(file!)) : Encoding.UTF8.GetString(Convert.FromBase64String(data));
}
