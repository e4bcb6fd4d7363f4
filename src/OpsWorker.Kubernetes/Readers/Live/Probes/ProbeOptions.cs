using System.Net;
using System.Net.Sockets;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>The limits of checks of Services and pods, which only work from inside the cluster's network.</summary>
public sealed record ProbeOptions
{
    /// <summary>The time limit of one check.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The number of concurrent checks.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>The limit of checks per query.</summary>
    public int MaxChecks { get; init; } = 100;

    /// <summary>Opens a connection to an address that was found in the cluster; by default over TCP, past any proxy.</summary>
    public Func<IPEndPoint, CancellationToken, ValueTask<Stream>> Connect { get; init; } = ConnectAsync;

    private static async ValueTask<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
