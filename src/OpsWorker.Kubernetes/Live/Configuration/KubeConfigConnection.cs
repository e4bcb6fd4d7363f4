using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using OpsWorker.Kubernetes.Live.Credentials;

namespace OpsWorker.Kubernetes.Live.Configuration;

/// <summary>Turns a cluster and a user of a kubeconfig file into a connection.</summary>
internal static class KubeConfigConnection
{
    public static ClusterConnection Create(KubeConfigNode cluster, KubeConfigNode? user, string? inNamespace, TimeProvider time)
    {
        if (cluster.Flag("insecure-skip-tls-verify"))
        {
            throw new KubeConfigException(
                $"{cluster.File}: insecure-skip-tls-verify is not supported; name the authority with certificate-authority.");
        }

        var authority = Content(cluster, "certificate-authority");
        return new ClusterConnection
        {
            Server = Address(cluster, "server") ?? throw KubeConfig.Missing(cluster, "cluster", "server"),
            Authorities = authority is null ? [] : Authorities(cluster, authority),
            TlsServerName = cluster.Text("tls-server-name"),
            Proxy = Address(cluster, "proxy-url"),
            Credentials = Credentials(cluster, user, authority, time),
            Namespace = inNamespace ?? "default",
        };
    }

    private static ICredentialSource Credentials(KubeConfigNode cluster, KubeConfigNode? user, string? authority, TimeProvider time)
    {
        if (user is null) return new FixedCredential(Credential.None);
        if ((user.Text("as") ?? user.Text("as-uid")) is { } other)
        {
            // Passed over, it would read with rights that were given up on purpose.
            throw new KubeConfigException($"{user.File}: acting as '{other}' (as, as-uid) is not supported; use a user with just these rights.");
        }

        if (user.Mapping("auth-provider") is { } provider)
        {
            throw new KubeConfigException(
                $"{user.File}: auth-provider '{provider.Text("name")}' is no longer part of Kubernetes; use the provider's exec plugin.");
        }

        if (user.Mapping("exec") is { } exec) return new ExecCredential(ExecPlugin.From(exec, cluster, authority), time);
        var certificate = ClientCertificate(user);
        if (user.Text("token") is { } token) return new FixedCredential(new Credential(token, certificate));
        return user.FilePath("tokenFile") is { } file
            ? new TokenFile(file, certificate, time)
            : new FixedCredential(new Credential(null, certificate));
    }

    private static X509Certificate2? ClientCertificate(KubeConfigNode user)
    {
        var certificate = Content(user, "client-certificate");
        var key = Content(user, "client-key");
        if (certificate is null && key is null) return null;
        if (certificate is null) throw KubeConfig.Missing(user, "user", "client-certificate");
        if (key is null) throw KubeConfig.Missing(user, "user", "client-key");
        try
        {
            return X509Certificate2.CreateFromPem(certificate, key);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new KubeConfigException($"{user.File}: client-certificate and client-key are no certificate with its key.", e);
        }
    }

    private static X509Certificate2Collection Authorities(KubeConfigNode cluster, string pem)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException e)
        {
            throw new KubeConfigException($"{cluster.File}: certificate-authority is no PEM certificate.", e);
        }

        return authorities.Count > 0 ? authorities : throw new KubeConfigException($"{cluster.File}: certificate-authority holds no certificate.");
    }

    private static Uri? Address(KubeConfigNode node, string key)
    {
        if (node.Text(key) is not { } text) return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0
            ? address
            : throw new KubeConfigException($"{node.File}: {key} '{text}' is no address.");
    }

    /// <summary>What stands in the field KEY-data in Base64, or else in the file that KEY names.</summary>
    private static string? Content(KubeConfigNode node, string key)
    {
        if (node.Text(key + "-data") is { } data)
        {
            try
            {
                return Encoding.UTF8.GetString(Convert.FromBase64String(data));
            }
            catch (FormatException e)
            {
                throw new KubeConfigException($"{node.File}: {key}-data is not Base64.", e);
            }
        }

        if (node.FilePath(key) is not { } path) return null;
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{node.File}: {key} cannot be read: {e.Message}", e);
        }
    }
}
