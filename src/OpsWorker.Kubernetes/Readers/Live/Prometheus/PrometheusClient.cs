using System.Globalization;
using System.Net;
using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Kubernetes.Readers.Live.Api;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Kubernetes.Readers.Live.Prometheus;

/// <summary>
/// Queries Prometheus, or a compatible server, for ranges by GET, without a proxy and without credentials
/// (https://prometheus.io/docs/prometheus/latest/querying/api/#range-queries).
/// </summary>
internal sealed class PrometheusClient : IDisposable
{
    /// <summary>The limit of an answer in bytes.</summary>
    private const long MaxBytes = 32L * 1024 * 1024;

    private const int MaxErrorLength = 500;

    private readonly HttpClient _http;

    /// <param name="address">The root of its HTTP API.</param>
    public PrometheusClient(Uri address)
    {
        var sockets = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.GZip,
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            UseCookies = false,
            UseProxy = false,
        };
        _http = new HttpClient(new GetOnlyHandler(sockets))
        {
            BaseAddress = new Uri(address.AbsoluteUri.TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>The series of an expression.</summary>
    /// <exception cref="ApiException">Prometheus refused; the message is its own.</exception>
    /// <exception cref="HttpRequestException">It could not be reached.</exception>
    public async Task<IReadOnlyList<JsonElement>> RangeAsync(
        string expression, DateTimeOffset from, DateTimeOffset until, TimeSpan step, CancellationToken cancellationToken)
    {
        var path = "api/v1/query_range" + ResourcePath.Query(
            ("query", expression),
            ("start", Seconds(from)),
            ("end", Seconds(until)),
            ("step", step.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)));
        using var response = await _http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var bounded = new BoundedReadStream(body, MaxBytes);
        if (!IsJson(response))
        {
            throw new ApiException(response.StatusCode, $"{(int)response.StatusCode} {response.ReasonPhrase}: no answer of Prometheus.");
        }

        using var answer = await JsonDocument.ParseAsync(bounded, cancellationToken: cancellationToken);
        return Series(response.StatusCode, answer.RootElement);
    }

    public void Dispose() => _http.Dispose();

    private static bool IsJson(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == "application/json";

    private static IReadOnlyList<JsonElement> Series(HttpStatusCode code, JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("status", out var status) || !status.ValueEquals("success"))
        {
            throw new ApiException(code, $"{(int)code} {Text(root, "errorType")}: {Text(root, "error")}");
        }

        return root.TryGetProperty("data", out var data)
            && data.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.Array
            ? [.. result.Clone().EnumerateArray()]
            : [];
    }

    private static string Text(JsonElement root, string name)
    {
        var text = root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) ? value.ToString() : "unknown";
        return text[..Math.Min(text.Length, MaxErrorLength)];
    }

    private static string Seconds(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
