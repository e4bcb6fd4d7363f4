using System.Net;
using System.Net.Sockets;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>How checks are made of Services and pods. Only who is inside of the cluster's network can make them.</summary>
public sealed record ProbeOptions
{
    /// <summary>How long one check may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many checks are made at the same time.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How many checks one query makes.</summary>
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
