using OpsWorker.Kubernetes.Model;

namespace OpsWorker.Diagnosis.Detectors.Infrastructure;

/// <summary>Reads what a check asked: <c>host:port</c> or <c>scheme://host:port/path</c>.</summary>
internal static class ProbeTarget
{
    /// <summary>The host and port that were asked; null where the target is not of the form.</summary>
    public static (string Host, int Port)? Of(ProbeCheck check)
    {
        var text = check.Target.Contains("://", StringComparison.Ordinal) ? check.Target : $"tcp://{check.Target}";
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Port > 0 ? (uri.Host, uri.Port) : null;
    }

    /// <summary>Whether a port of a node was asked, by its name or one of its addresses.</summary>
    public static bool IsPort(ProbeCheck check, Node node, int port) =>
        Of(check) is { } target && target.Port == port && IsHost(node, target.Host);

    /// <summary>Whether a host is a node.</summary>
    public static bool IsHost(Node node, string host) =>
        string.Equals(host, node.Name, StringComparison.OrdinalIgnoreCase) || node.Status.Addresses.Any(a => a.Address == host);
}
