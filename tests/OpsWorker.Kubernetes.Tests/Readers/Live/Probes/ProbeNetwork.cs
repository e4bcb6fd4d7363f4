using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpsWorker.Kubernetes.Readers.Live.Probes;

namespace OpsWorker.Kubernetes.Tests.Readers.Live.Probes;

/// <summary>
/// A cluster's network: one application over HTTP on loopback, which answers at the addresses that a test gives it. At
/// other addresses connections are refused.
/// </summary>
internal sealed class ProbeNetwork : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<IPEndPoint> _connections = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private ProbeNetwork()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _application = builder.Build();
        _application.Run(context =>
        {
            var headers = string.Join(',', context.Request.Headers.Keys.Order(StringComparer.Ordinal));
            _requests.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} [{headers}]");
            context.Response.StatusCode = Status;
            context.Response.Headers.Location = "http://169.254.169.254/latest/meta-data";
            return Task.CompletedTask;
        });
    }

    /// <summary>Where the application answers.</summary>
    public HashSet<string> Answering { get; } = [];

    /// <summary>The HTTP status of the answer.</summary>
    public int Status { get; set; } = StatusCodes.Status204NoContent;

    /// <summary>The addresses to which connections were wanted.</summary>
    public IReadOnlyList<string> Connections => [.. _connections.Select(c => c.ToString()).Order(StringComparer.Ordinal)];

    /// <summary>The requests that the application got.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public ProbeOptions Options => new() { Connect = ConnectAsync };

    public static async Task<ProbeNetwork> StartAsync()
    {
        var network = new ProbeNetwork();
        await network._application.StartAsync();
        return network;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async ValueTask<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        _connections.Enqueue(address);
        if (!Answering.Contains(address.ToString())) throw new SocketException((int)SocketError.ConnectionRefused);
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_application.Urls.First()).Port, cancellationToken);
        return client.GetStream();
    }
}
