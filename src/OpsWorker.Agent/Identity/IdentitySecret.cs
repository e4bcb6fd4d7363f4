using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Agent.Identity;

/// <summary>
/// Keeps the token in a Secret of the agent's own namespace, which the chart creates. This is the one client of the agent that writes to
/// the API server, and <see cref="OneSecretHandler"/> lets it write nothing else.
/// </summary>
internal sealed class IdentitySecret : IIdentityStore, IDisposable
{
    private const string Key = "AGENT_TOKEN";
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http;
    private readonly Uri _address;
    private readonly string _name;

    /// <param name="connection">The cluster, and the agent's namespace in it.</param>
    /// <param name="name">The Secret's name.</param>
    public IdentitySecret(IClusterConnection connection, string name)
    {
        _name = $"{connection.Namespace}/{name}";
        _address = new Uri(
            connection.Server,
            $"/api/v1/namespaces/{Uri.EscapeDataString(connection.Namespace)}/secrets/{Uri.EscapeDataString(name)}");
        _http = new HttpClient(new OneSecretHandler(_address, connection.CreateHandler()))
        {
            Timeout = s_timeout,
            MaxResponseContentBufferSize = MaxBytes,
        };
    }

    /// <inheritdoc/>
    public string Place => $"the Secret {_name}";

    /// <inheritdoc/>
    public async Task<string?> ReadAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, _address), cancellationToken);
        var isReadable = TryRead(await response.Content.ReadAsByteArrayAsync(cancellationToken), out var token);

        // Without the parser's message, which could quote the token.
        return isReadable
            ? token
            : throw new IOException($"{Place} has no readable {Key}. Delete that key, and give the agent a new registration token.");
    }

    /// <inheritdoc/>
    public async Task WriteAsync(string token, CancellationToken cancellationToken)
    {
        var value = Convert.ToBase64String(Encoding.UTF8.GetBytes(token));
        using var content = new StringContent($$$"""{"data":{"{{{Key}}}":"{{{value}}}"}}""");
        content.Headers.ContentType = new MediaTypeHeaderValue("application/merge-patch+json");
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Patch, _address) { Content = content }, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static bool TryRead(byte[] body, out string? token)
    {
        token = null;
        try
        {
            using var secret = JsonDocument.Parse(body);
            if (!secret.RootElement.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object) return true;
            if (data.TryGetProperty(Key, out var kept)) token = Encoding.UTF8.GetString(kept.GetBytesFromBase64()).Trim();
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            return false;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var sent = request;
        try
        {
            var response = await _http.SendAsync(sent, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            var status = response.StatusCode;
            response.Dispose();
            throw new IOException(status switch
            {
                HttpStatusCode.NotFound =>
                    $"{Place}, which keeps the agent's token, does not exist. The chart creates it; without the chart create it empty.",
                HttpStatusCode.Forbidden =>
                    $"{Place}, which keeps the agent's token, may not be {(sent.Method == HttpMethod.Get ? "read" : "patched")}: the "
                    + "agent's account needs get and patch of it by a Role.",
                _ => $"{Place}, which keeps the agent's token, cannot be used: the API server answered with status {(int)status}.",
            });
        }
        catch (Exception e) when (e is HttpRequestException or ClusterConnectionException)
        {
            throw new IOException($"{Place}, which keeps the agent's token, cannot be reached: {e.Message}", e);
        }
    }
}
