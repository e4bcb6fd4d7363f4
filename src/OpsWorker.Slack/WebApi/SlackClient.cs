using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.WebApi;

/// <summary>Client of the part of Slack's Web API that incident messages need.</summary>
/// <remarks>
/// Calls are not retried here: the result states when to retry. After Slack limited a method in a channel, calls of it are held
/// back for all who share the client. No result contains the token. A call takes at most 10
/// seconds and reads at most 8 MiB.
/// </remarks>
public sealed class SlackClient
{
    private static readonly TimeSpan DelayOnFault = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DelayWhenLimited = TimeSpan.FromSeconds(30);

    private readonly SlackHttp _http;
    private readonly SlackRateLimiter _limiter;
    private readonly Uri _baseUrl;
    private readonly AuthenticationHeaderValue _authorization;

    /// <summary>Creates a client with the options' token and address.</summary>
    /// <param name="http">Sends the requests; the caller owns it.</param>
    /// <param name="options">Valid options with a bot token; see <see cref="SlackOptions.Validate"/>.</param>
    /// <param name="time">The clock of timeouts.</param>
    /// <exception cref="ArgumentException">The options have no bot token.</exception>
    public SlackClient(HttpClient http, SlackOptions options, TimeProvider time)
    {
        var token = options.BotToken ?? throw new ArgumentException("There is no bot token.", nameof(options));
        _http = new SlackHttp(http, time);
        _limiter = new SlackRateLimiter(time);
        _baseUrl = options.ApiBaseUrl;
        _authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Posts a message; with <see cref="PostMessageRequest.ThreadTs"/> as a reply in that thread.</summary>
    public Task<SlackResult<MessageResponse>> PostMessageAsync(
        PostMessageRequest message, CancellationToken cancellationToken) =>
        PostAsync(SlackMethods.Post, message, SlackJson.Default.PostMessageRequest, message.Channel, cancellationToken);

    /// <summary>Replaces the content of one of the app's messages.</summary>
    public Task<SlackResult<MessageResponse>> UpdateMessageAsync(
        UpdateMessageRequest message, CancellationToken cancellationToken) =>
        PostAsync(SlackMethods.Update, message, SlackJson.Default.UpdateMessageRequest, message.Channel, cancellationToken);

    /// <summary>Reads a page of a channel's messages, or of a thread's, with their metadata.</summary>
    public async Task<SlackResult<HistoryResponse>> ReadHistoryAsync(HistoryRequest history, CancellationToken cancellationToken)
    {
        var method = history.ThreadTs is null ? SlackMethods.History : SlackMethods.Replies;
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"?channel={Uri.EscapeDataString(history.Channel)}&oldest={history.Oldest.ToUnixTimeSeconds()}"
            + $"&inclusive=true&include_all_metadata=true&limit={history.Limit}");
        if (history.ThreadTs is { } thread) query += "&ts=" + Uri.EscapeDataString(thread);
        if (history.Cursor is { } cursor) query += "&cursor=" + Uri.EscapeDataString(cursor);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_baseUrl, method + query));
        return await SendAsync(request, method, SlackJson.Default.HistoryResponse, history.Channel, cancellationToken);
    }

    /// <summary>Verifies the token and reads its scopes.</summary>
    public async Task<SlackResult<AuthTestResponse>> TestAuthAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_baseUrl, SlackMethods.AuthTest));
        IReadOnlyList<string> scopes = [];
        var result = await SendAsync(
            request, SlackMethods.AuthTest, SlackJson.Default.AuthTestResponse, "", cancellationToken, answer => scopes = answer.Scopes);
        return result is SlackResult<AuthTestResponse>.Done done
            ? new SlackResult<AuthTestResponse>.Done(done.Value with { Scopes = scopes })
            : result;
    }

    private async Task<SlackResult<MessageResponse>> PostAsync<T>(
        string method, T body, JsonTypeInfo<T> type, string channel, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_baseUrl, method));
        request.Content = JsonBody.Of(body, type);
        return await SendAsync(request, method, SlackJson.Default.MessageResponse, channel, cancellationToken);
    }

    private async Task<SlackResult<T>> SendAsync<T>(
        HttpRequestMessage request,
        string method,
        JsonTypeInfo<T> type,
        string channel,
        CancellationToken cancellationToken,
        Action<SlackHttpAnswer.Answered>? answered = null)
        where T : SlackResponse
    {
        if (_limiter.Acquire(method, channel) is { } wait)
        {
            return new SlackResult<T>.RetryAfter(wait, $"Slack limits the rate of {method} in this channel.", IsUndone: true);
        }

        request.Headers.Authorization = _authorization;
        switch (await _http.SendAsync(request, cancellationToken))
        {
            case SlackHttpAnswer.Unavailable { IsLimited: true } limited:
                var turn = _limiter.Limited(method, channel, limited.Delay);
                return new SlackResult<T>.RetryAfter(turn, limited.Reason, IsUndone: true);
            case SlackHttpAnswer.Unavailable answer:
                return new SlackResult<T>.RetryAfter(answer.Delay, answer.Reason);
            case SlackHttpAnswer.Answered answer:
                answered?.Invoke(answer);
                return Read(answer, method, type, channel);
            default:
                throw new InvalidOperationException("There is no other answer.");
        }
    }

    private SlackResult<T> Read<T>(SlackHttpAnswer.Answered answer, string method, JsonTypeInfo<T> type, string channel)
        where T : SlackResponse
    {
        if (Parse(answer.Body, type) is not { } response)
        {
            var reason = FormattableString.Invariant($"The answer to {method}, HTTP status {(int)answer.Status}, is not Slack's.");
            return new SlackResult<T>.RetryAfter(DelayOnFault, reason);
        }

        if (response.Ok) return new SlackResult<T>.Done(response);
        var error = SlackErrors.CodeOf(response.Error, answer.Status);
        if (!SlackErrors.IsRetryable(error))
        {
            return new SlackResult<T>.Refused(error, SlackErrors.Explain(method, error, channel, response.Needed));
        }

        var isLimited = error.StartsWith("rate", StringComparison.Ordinal);
        var delay = isLimited ? _limiter.Limited(method, channel, DelayWhenLimited) : DelayOnFault;
        return new SlackResult<T>.RetryAfter(delay, $"Slack answered {method} with {error}.", isLimited);
    }

    private static T? Parse<T>(byte[] body, JsonTypeInfo<T> type)
        where T : SlackResponse
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
