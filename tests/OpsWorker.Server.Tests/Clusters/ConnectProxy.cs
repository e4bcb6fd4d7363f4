using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpsWorker.Server.Tests.Clusters;

/// <summary>An HTTP proxy on loopback that opens tunnels (CONNECT, RFC 9110) and asks for a name and password.</summary>
internal sealed class ConnectProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _requests = new();
    private Task _running = Task.CompletedTask;

    private ConnectProxy()
    {
    }

    public EndPoint Address => _listener.LocalEndpoint;

    /// <summary>The heads of the requests.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public static ConnectProxy Start()
    {
        var proxy = new ConnectProxy();
        proxy._listener.Start();
        proxy._running = proxy.AcceptAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var tunnels = new List<Task>();
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                tunnels.Add(TunnelAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(tunnels).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task TunnelAsync(TcpClient client)
    {
        using var caller = client;
        await using var near = caller.GetStream();
        while (await HeadAsync(near) is { Length: > 0 } head)
        {
            _requests.Enqueue(head);
            if (!head.Contains("Proxy-Authorization: ", StringComparison.Ordinal))
            {
                await AnswerAsync(
                    near, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\nContent-Length: 0");
                continue;
            }

            using var target = new TcpClient();
            await target.ConnectAsync(IPEndPoint.Parse(head.Split(' ')[1]), _stop.Token);
            await using var far = target.GetStream();
            await AnswerAsync(near, "200 Connection Established");
            await Task.WhenAny(near.CopyToAsync(far, _stop.Token), far.CopyToAsync(near, _stop.Token));
            return;
        }
    }

    private async Task<string> HeadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var octet = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && await stream.ReadAsync(octet, _stop.Token) > 0)
        {
            head.Append((char)octet[0]);
        }

        return head.ToString();
    }

    private async Task AnswerAsync(NetworkStream stream, string status) =>
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n\r\n"), _stop.Token);
}
