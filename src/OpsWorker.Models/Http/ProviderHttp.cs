using System.Net;
using OpsWorker.Core;
using OpsWorker.Core.Models;

namespace OpsWorker.Models.Http;

/// <summary>
/// Sends requests to a provider within limits of time and size. What a provider did not begin to answer is sent again after the time that
/// it asks for; an answer that breaks off is not, because it may have been charged.
/// </summary>
public sealed class ProviderHttp(HttpClient http, ProviderEndpoint endpoint, TimeProvider time)
{
    private const int MaxResponseBytes = 4 * 1024 * 1024;
    private const int MaxAttempts = 3;
    private const int Overloaded = 529;
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1);

    /// <summary>Posts a body of JSON.</summary>
    /// <param name="path">The path, relative to the endpoint's address.</param>
    /// <param name="body">The body.</param>
    /// <param name="authorize">Adds the headers of the key to a request.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    internal async Task<ProviderAnswer> PostAsync(
        string path, byte[] body, Action<HttpRequestMessage, string> authorize, CancellationToken cancellationToken)
    {
        var key = await endpoint.ReadKeyAsync(cancellationToken);
        if (key is null && !endpoint.IsKeyOptional)
        {
            return ProviderAnswer.Failed(ChatStatus.Rejected, $"The secret {endpoint.KeyName} is not set.");
        }

        using var timeout = new CancellationTokenSource(endpoint.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await TryAsync(
                () => Request(path, body, key, authorize), new ErrorText(endpoint.Name, key), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unavailable($"did not answer within {endpoint.Timeout.TotalSeconds:0} seconds.");
        }
    }

    private async Task<ProviderAnswer> TryAsync(Func<HttpRequestMessage> create, ErrorText errors, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (answer, retryAfter) = await SendAsync(create, errors, cancellationToken);
            if (retryAfter is null || attempt == MaxAttempts) return answer;
            var delay = retryAfter.Value > TimeSpan.Zero ? retryAfter.Value : s_firstDelay * Math.Pow(2, attempt - 1);

            // A provider that asks for more time than the call has is not waited for: another one may answer.
            if (delay >= endpoint.Timeout) return answer;
            await Task.Delay(delay, time, cancellationToken);
        }
    }

    /// <summary>One attempt; with a time to wait, zero where the provider named none, if the request may be sent again.</summary>
    private async Task<(ProviderAnswer Answer, TimeSpan? RetryAfter)> SendAsync(
        Func<HttpRequestMessage> create, ErrorText errors, CancellationToken cancellationToken)
    {
        HttpResponseMessage response;
        try
        {
            using var request = create();
            response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (HttpRequestException e)
        {
            return (Unavailable($"could not be reached: {e.HttpRequestError}."), TimeSpan.Zero);
        }

        using (response)
        {
            return await ReadAsync(response, errors, cancellationToken);
        }
    }

    private async Task<(ProviderAnswer, TimeSpan?)> ReadAsync(
        HttpResponseMessage response, ErrorText errors, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var body = await BoundedReadStream.ReadAllAsync(stream, MaxResponseBytes, length: null, cancellationToken);
            if (response.IsSuccessStatusCode) return (new ProviderAnswer(body, null), null);
            var reason = errors.Of(response.StatusCode, body.Span);
            return IsTemporary(response.StatusCode)
                ? (ProviderAnswer.Failed(ChatStatus.Unavailable, reason), RetryAfter(response))
                : (ProviderAnswer.Failed(ChatStatus.Rejected, reason), null);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            return (Unavailable("broke the connection off before its answer was read."), null);
        }
        catch (InvalidDataException)
        {
            return (ProviderAnswer.Failed(
                ChatStatus.Malformed, $"{endpoint.Name} answered with more than {MaxResponseBytes} bytes."), null);
        }
    }

    private HttpRequestMessage Request(string path, byte[] body, string? key, Action<HttpRequestMessage, string> authorize)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint.BaseUrl, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        if (key is not null) authorize(request, key);
        return request;
    }

    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var delay = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : TimeSpan.Zero);
        return delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
    }

    private static bool IsTemporary(HttpStatusCode status) =>
        status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or HttpStatusCode.InternalServerError
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
        || (int)status == Overloaded;

    private ProviderAnswer Unavailable(string reason) => ProviderAnswer.Failed(ChatStatus.Unavailable, $"{endpoint.Name} {reason}");
}

/// <summary>The body of a provider's answer, or the failure.</summary>
internal sealed record ProviderAnswer(ReadOnlyMemory<byte> Body, ChatOutcome? Failure)
{
    public static ProviderAnswer Failed(ChatStatus status, string reason) => new(default, ChatOutcome.Failed(status, reason));
}
