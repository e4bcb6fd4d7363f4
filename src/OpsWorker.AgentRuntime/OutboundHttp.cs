using System.Net;
using System.Net.Sockets;
using OpsWorker.Core;
using OpsWorker.Kubernetes.Readers.Live.Probes;

namespace OpsWorker.AgentRuntime;

/// <summary>
/// The agent's connections out of the cluster. They follow no redirect, and the address that a name resolves to is refused where it is
/// loopback, link-local or a cloud's metadata service: a name is whatever its owner's DNS answers. The exception is the server that the
/// agent is configured with.
/// </summary>
public static class OutboundHttp
{
    /// <summary>Makes the handler of a client.</summary>
    /// <param name="configured">The servers that may be at any address; matched by host and port.</param>
    public static SocketsHttpHandler CreateHandler(params IReadOnlyList<Uri> configured)
    {
        var handler = OutgoingConnections.CreateHandler();
        handler.ConnectCallback = (context, cancel) => ConnectAsync(context.DnsEndPoint, configured, cancel);
        return handler;
    }

    private static async ValueTask<Stream> ConnectAsync(
        DnsEndPoint target, IReadOnlyList<Uri> configured, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var isConfigured = configured.Any(server =>
            server.Port == target.Port && string.Equals(server.IdnHost, target.Host.Trim('[', ']'), StringComparison.OrdinalIgnoreCase));
        var allowed = isConfigured ? addresses : [.. addresses.Where(ClusterAddress.MayBeAsked)];
        if (allowed.Length == 0)
        {
            throw new HttpRequestException(
                HttpRequestError.ConnectionError,
                $"{target.Host} resolves to a loopback, link-local or metadata address, to which nothing is sent.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
