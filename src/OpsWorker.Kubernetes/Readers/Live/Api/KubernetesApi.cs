using System.Text.Json;
using OpsWorker.Core;
using Polly;
using Polly.Retry;

namespace OpsWorker.Kubernetes.Readers.Live.Api;

/// <summary>
/// Sends GET requests to an API server. Transient errors (too many requests, a server that is not ready, a broken
/// connection) are retried a few times, after the pause that the server asks for.
/// </summary>
internal sealed class KubernetesApi
{
    private const int MaxRetries = 4;

    /// <summary>The limit of an answer in bytes, unpacked; pages of lists are far below it.</summary>
    private const long MaxBytes = 256L * 1024 * 1024;

    private static readonly TimeSpan MaxRetryAfter = TimeSpan.FromSeconds(10);
    private static readonly JsonDocumentOptions Json = new() { MaxDepth = 256 };

    private readonly HttpClient _http;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline _retries;

    public KubernetesApi(HttpClient http, TimeProvider time)
    {
        _http = http;
        _time = time;
        _retries = new ResiliencePipelineBuilder { TimeProvider = time }.AddRetry(Retries()).Build();
    }

    /// <summary>A JSON answer, read whole.</summary>
    /// <param name="path">Path and query, relative to the server's address.</param>
    /// <param name="accept">The accepted media types, best first.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ApiException">The API server refused.</exception>
    /// <exception cref="HttpRequestException">It could not be reached.</exception>
    public async Task<JsonDocument> GetJsonAsync(string path, string accept, CancellationToken cancellationToken) =>
        await _retries.ExecuteAsync(
            async token =>
            {
                using var response = await SendAsync(path, accept, token);
                await using var body = await response.Content.ReadAsStreamAsync(token);
                await using var bounded = new BoundedReadStream(body, MaxBytes);
                return await JsonDocument.ParseAsync(bounded, Json, token);
            },
            cancellationToken);

    /// <summary>An answer whose body is streamed; the caller disposes of it.</summary>
    /// <inheritdoc cref="GetJsonAsync" path="/exception"/>
    public async Task<HttpResponseMessage> GetStreamAsync(string path, string accept, CancellationToken cancellationToken) =>
        await _retries.ExecuteAsync(async token => await SendAsync(path, accept, token), cancellationToken);

    private async Task<HttpResponseMessage> SendAsync(string path, string accept, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("User-Agent", "opsworker");
        var response = await SendAsync(request, cancellationToken);
        if (response.IsSuccessStatusCode) return response;
        using (response) throw await ApiStatus.ReadAsync(response, _time, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e) when (e is { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } cause })
        {
            throw new HttpRequestException(e.HttpRequestError, $"TLS with the API server failed: {cause.Message}", e);
        }
    }

    private static RetryStrategyOptions Retries() => new()
    {
        MaxRetryAttempts = MaxRetries,
        BackoffType = DelayBackoffType.Exponential,
        Delay = TimeSpan.FromMilliseconds(100),
        UseJitter = true,
        ShouldHandle = new PredicateBuilder()
            .Handle<ApiException>(e => e.IsTransient)
            .Handle<HttpRequestException>(e => e.HttpRequestError is not HttpRequestError.SecureConnectionError)
            .Handle<IOException>(),
        DelayGenerator = static arguments => ValueTask.FromResult(
            arguments.Outcome.Exception is ApiException { RetryAfter: { } after }
                ? (TimeSpan?)TimeSpan.FromTicks(Math.Clamp(after.Ticks, 0, MaxRetryAfter.Ticks))
                : null),
    };
}
