using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsWorker.Agent.Settings;
using OpsWorker.Core;

namespace OpsWorker.Agent.Health;

/// <summary>
/// Serves <c>/healthz</c> (the process works), <c>/readyz</c> (the server answers; else 503 with the reason) and
/// <c>/metrics</c>. Answers come from memory, so one request at a time is enough.
/// </summary>
internal sealed partial class HealthListener(
    ListenAddress address, AgentStatus status, string version, ILogger<HealthListener> logger) : IHostedService, IDisposable
{
    private const int FreePortAttempts = 20;
    private const string PlainText = "text/plain; charset=utf-8";

    private HttpListener? _listener;
    private int _port;
    private Task _serving = Task.CompletedTask;

    /// <summary>Takes the address, before anything else of the agent starts.</summary>
    /// <exception cref="InvalidSettingsException">It cannot be listened at.</exception>
    public void Open()
    {
        try
        {
            _listener = Listen(out _port);
        }
        catch (HttpListenerException e)
        {
            throw new InvalidSettingsException(
                $"{AgentSettingsReader.Listen} is \"{address.Host}:{address.Port}\", which cannot be listened at: {e.Message}. Name "
                    + "another address, or off.");
        }
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_listener is null) Open();
        Listening(address.Host, _port);
        _serving = ServeAsync(_listener!);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        _listener?.Close();
        return _serving;
    }

    /// <inheritdoc/>
    public void Dispose() => _listener?.Close();

    internal (HttpStatusCode Status, string ContentType, string Body) Answer(string path)
    {
        var counts = status.Read();
        return path switch
        {
            "/healthz" => (HttpStatusCode.OK, PlainText, "ok\n"),
            "/readyz" when counts is { Trouble: null, Sessions: > 0 } => (HttpStatusCode.OK, PlainText, "ready\n"),
            "/readyz" => (HttpStatusCode.ServiceUnavailable, PlainText, VisibleText.Line(counts.Trouble ?? "not connected yet") + "\n"),
            "/metrics" =>
                (
                    HttpStatusCode.OK,
                    MetricsText.ContentType,
                    MetricsText.Write(counts, version, Environment.WorkingSet, GC.GetTotalAllocatedBytes())),
            _ => (HttpStatusCode.NotFound, PlainText, "Try /healthz, /readyz or /metrics.\n"),
        };
    }

    private HttpListener Listen(out int port)
    {
        for (var attempt = 1; ; attempt++)
        {
            port = address.Port == 0 ? FreePort() : address.Port;
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://{address.Host}:{port}/");
            try
            {
                listener.Start();
                return listener;
            }
            catch (HttpListenerException) when (address.Port == 0 && attempt < FreePortAttempts)
            {
                // Another process took the port in between.
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync(HttpListener listener)
    {
        while (listener.IsListening)
        {
            try
            {
                var context = await listener.GetContextAsync();
                await AnswerAsync(context);
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The agent stops, or the client disconnected.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (code, type, body) = context.Request.HttpMethod == "GET"
            ? Answer(context.Request.Url?.AbsolutePath ?? "")
            : (HttpStatusCode.MethodNotAllowed, PlainText, "GET only.\n");
        using var response = context.Response;
        response.StatusCode = (int)code;
        response.ContentType = type;
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Health and metrics at {Host}:{Port}")]
    private partial void Listening(string host, int port);
}
