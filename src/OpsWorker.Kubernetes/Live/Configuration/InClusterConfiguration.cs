using System.Security.Cryptography.X509Certificates;
using OpsWorker.Kubernetes.Live.Credentials;

namespace OpsWorker.Kubernetes.Live.Configuration;

/// <summary>
/// The connection that every pod is given: the API server's address in the environment, and the service account's token
/// and authority as files ("Accessing the Kubernetes API from a Pod" in the Kubernetes documentation).
/// </summary>
public static class InClusterConfiguration
{
    /// <summary>Where the kubelet puts the files.</summary>
    public const string ServiceAccountFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

    /// <summary>The connection, or null outside of a cluster.</summary>
    /// <param name="environment">Environment variables by name.</param>
    /// <param name="folder">The service account's files, usually <see cref="ServiceAccountFolder"/>.</param>
    /// <param name="time">The clock by which the token is read again.</param>
    /// <exception cref="KubeConfigException">This is a pod, but without a service account's files.</exception>
    public static ClusterConnection? Find(Func<string, string?> environment, string folder, TimeProvider time)
    {
        var host = environment("KUBERNETES_SERVICE_HOST");
        var port = environment("KUBERNETES_SERVICE_PORT");
        if (string.IsNullOrEmpty(host) || string.IsNullOrEmpty(port)) return null;
        var token = Path.Combine(folder, "token");
        if (!File.Exists(token)) throw new KubeConfigException($"There is no {token}: the pod needs a service account whose token is mounted.");
        if (host.Contains(':', StringComparison.Ordinal)) host = $"[{host}]";
        return new ClusterConnection
        {
            Server = new Uri($"https://{host}:{port}"),
            Authorities = Authorities(Path.Combine(folder, "ca.crt")),
            Credentials = new TokenFile(token, null, time),
            Namespace = ReadNamespace(Path.Combine(folder, "namespace")),
        };
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(file);
        return authorities;
    }

    private static string ReadNamespace(string file) => File.Exists(file) ? File.ReadAllText(file).Trim() : "default";
}
