using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OpsWorker.Kubernetes.Readers.Live.Probes;

/// <summary>
/// Runs checks: opens a connection and closes it, or sends one GET without any credential and reads the status. It reads
/// no body, follows no redirect, resolves no name and uses no proxy.
/// </summary>
internal sealed class ProbeClient(ProbeOptions options, TimeProvider time)
{
    private const int MaxHeaderKiB = 16;
    private const int FirstFailure = 400;

    public async Task<ProbeOutcome> CheckAsync(ProbePoint point, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return point.Path is null ? await ConnectAsync(point, linked.Token) : await GetAsync(point, linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeOutcome(
                point,
                false,
                string.Create(CultureInfo.InvariantCulture, $"no answer from {point.Address} within {options.Timeout.TotalSeconds:0.#} s"));
        }
        catch (Exception e) when (Reason(e) is { } reason)
        {
            return new ProbeOutcome(point, false, $"{reason} by {point.Address}");
        }
    }

    private async Task<ProbeOutcome> ConnectAsync(ProbePoint point, CancellationToken cancellationToken)
    {
        await using var connection = await options.Connect(point.Address, cancellationToken);
        return new ProbeOutcome(point, true, $"connected to {point.Address}");
    }

    private async Task<ProbeOutcome> GetAsync(ProbePoint point, CancellationToken cancellationToken)
    {
        using var sockets = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = MaxHeaderKiB,
            ConnectCallback = (_, token) => options.Connect(point.Address, token),
        };
        using var http = new HttpMessageInvoker(sockets);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{point.Address}{point.Path}"));
        request.Headers.TryAddWithoutValidation("User-Agent", "opsworker-probe");
        request.Headers.ConnectionClose = true;
        using var response = await http.SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        return new ProbeOutcome(
            point,
            status is >= (int)HttpStatusCode.OK and < FirstFailure,
            string.Create(CultureInfo.InvariantCulture, $"HTTP {status} from {point.Address}"));
    }

    /// <summary>The reason of a failed check; null where the failure is on this side.</summary>
    private static string? Reason(Exception e) => e switch
    {
        SocketException socket => Reason(socket),
        HttpRequestException { InnerException: SocketException socket } => Reason(socket),
        HttpRequestException or IOException => "not understood: no HTTP was answered",
        _ => null,
    };

    private static string Reason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset => "connection reset",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route: not reached",
        _ => $"connection failed ({e.SocketErrorCode})",
    };
}
