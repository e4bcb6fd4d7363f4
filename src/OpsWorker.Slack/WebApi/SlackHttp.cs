using System.Net;

namespace OpsWorker.Slack.WebApi;

/// <summary>Sends a request to Slack, reads the response within limits and distinguishes retryable failures.</summary>
/// <remarks>
/// No reason quotes a header, an address or an exception's message: a webhook's address is a secret, like a token.
/// </remarks>
internal sealed class SlackHttp(HttpClient http, TimeProvider time)
{
    private const string ScopesHeader = "X-OAuth-Scopes";
    private const int MaxResponseBytes = 8 * 1024 * 1024;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DelayWhenUnreachable = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DelayWhenLimited = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(15);

    public async Task<SlackHttpAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return await ReadAsync(response, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unavailable("Slack did not answer within 10 seconds.");
        }
        catch (HttpRequestException e)
        {
            return Unavailable($"Slack could not be reached: {e.HttpRequestError}.");
        }
        catch (IOException)
        {
            return Unavailable("The connection to Slack broke before the answer was read.");
        }
        catch (InvalidDataException)
        {
            return Unavailable($"Slack's answer is larger than {MaxResponseBytes} bytes.");
        }
    }

    private async Task<SlackHttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            return new SlackHttpAnswer.Unavailable(RetryAfter(response), "Slack limits the rate of requests.", IsLimited: true);
        }

        if (response.StatusCode >= HttpStatusCode.InternalServerError || response.StatusCode == HttpStatusCode.RequestTimeout)
        {
            return Unavailable(FormattableString.Invariant($"Slack answered with HTTP status {(int)response.StatusCode}."));
        }

        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var body = await Core.BoundedReadStream.ReadAllAsync(content, MaxResponseBytes, length: null, cancellationToken);
        return new SlackHttpAnswer.Answered(response.StatusCode, body.ToArray(), ScopesOf(response));
    }

    private static IReadOnlyList<string> ScopesOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues(ScopesHeader, out var values)
            ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))]
            : [];

    private TimeSpan RetryAfter(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var delay = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : DelayWhenLimited);
        return TimeSpan.FromTicks(Math.Clamp(delay.Ticks, TimeSpan.TicksPerSecond, LongestDelay.Ticks));
    }

    private static SlackHttpAnswer.Unavailable Unavailable(string reason) => new(DelayWhenUnreachable, reason);
}

/// <summary>The result of a request.</summary>
internal abstract record SlackHttpAnswer
{
    /// <summary>Slack responded, with success or an error.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">The body.</param>
    /// <param name="Scopes">The scopes of the token, where Slack states them.</param>
    public sealed record Answered(HttpStatusCode Status, byte[] Body, IReadOnlyList<string> Scopes) : SlackHttpAnswer;

    /// <summary>There is no response; the request may be retried.</summary>
    /// <param name="Delay">The delay before a retry.</param>
    /// <param name="Reason">The reason, without secrets.</param>
    /// <param name="IsLimited">Slack did not take the request, since there were too many.</param>
    public sealed record Unavailable(TimeSpan Delay, string Reason, bool IsLimited = false) : SlackHttpAnswer;
}
