using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Notifiers;

/// <summary>Sends requests to the services of notifiers. No reason quotes an address, a header or a body: they may be secret.</summary>
/// <param name="http">The client; the caller owns it.</param>
/// <param name="time">The clock of timeouts.</param>
internal sealed class NotifierHttp(HttpClient http, TimeProvider time)
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_delay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_limited = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    /// <summary>A body of JSON.</summary>
    public static ByteArrayContent Json<T>(T value, JsonTypeInfo<T> type) => Json(JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>A body of JSON.</summary>
    public static ByteArrayContent Json(byte[] json)
    {
        var content = new ByteArrayContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }

    /// <summary>Sends a request and reads the answer.</summary>
    /// <param name="service">The service as people know it.</param>
    /// <param name="request">The request; it is disposed.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The body of a success; otherwise null and the failure.</returns>
    public async Task<(ReadOnlyMemory<byte> Body, NotifierResult? Failure)> SendAsync(
        string service, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(s_timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using (request)
            {
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
                if (FailureOf(service, response) is { } failure) return (default, failure);
                await using var content = await response.Content.ReadAsStreamAsync(either.Token);
                return (await BoundedReadStream.ReadAllAsync(content, MaxBytes, length: null, either.Token), null);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (default, new NotifierResult.RetryAfter(s_delay, $"{service} did not answer within {s_timeout.TotalSeconds} seconds."));
        }
        catch (HttpRequestException e)
        {
            return (default, new NotifierResult.RetryAfter(s_delay, $"{service} could not be reached: {e.HttpRequestError}."));
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return (default, new NotifierResult.RetryAfter(s_delay, $"The answer of {service} could not be read."));
        }
    }

    private NotifierResult? FailureOf(string service, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (status is >= 200 and < 300) return null;
        var reason = FormattableString.Invariant($"{service} answered with HTTP status {status}.");
        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests => new NotifierResult.RetryAfter(DelayOf(response), reason, IsUnsent: true),
            HttpStatusCode.ServiceUnavailable => new NotifierResult.RetryAfter(DelayOf(response), reason),
            HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError => new NotifierResult.RetryAfter(s_delay, reason),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
                new NotifierResult.Rejected(reason + " Compare the credential in the settings with the service's."),
            _ => new NotifierResult.Rejected(reason),
        };
    }

    private TimeSpan DelayOf(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var delay = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : s_limited);
        return TimeSpan.FromTicks(Math.Clamp(delay.Ticks, TimeSpan.TicksPerSecond, s_longest.Ticks));
    }
}
