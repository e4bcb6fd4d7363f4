using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpsWorker.Notifiers.Tests;

/// <summary>Stands in for a mail server on a free port: the commands of RFC 5321 that a client without encryption uses.</summary>
public sealed class SmtpStandIn : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<string> _messages = [];
    private readonly Lock _lock = new();

    public SmtpStandIn()
    {
        _listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The reply to a message's content.</summary>
    public string ReplyToContent { get; set; } = "250 OK";

    /// <summary>The messages, with their headers.</summary>
    public IReadOnlyList<string> Messages
    {
        get
        {
            lock (_lock) return [.. _messages];
        }
    }

    public void Dispose()
    {
        if (_stop.IsCancellationRequested) return;
        _stop.Cancel();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 stand-in");
            while (await reader.ReadLineAsync(CancellationToken.None) is { } line)
            {
                if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    await ReadMessageAsync(reader);
                    await writer.WriteLineAsync(ReplyToContent);
                    continue;
                }

                await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 OK");
                if (line == "QUIT") return;
            }
        }
    }

    private async Task ReadMessageAsync(StreamReader reader)
    {
        var message = new StringBuilder();
        while (await reader.ReadLineAsync(CancellationToken.None) is { } line && line != ".") message.Append(line).Append('\n');
        lock (_lock) _messages.Add(message.ToString());
    }
}
