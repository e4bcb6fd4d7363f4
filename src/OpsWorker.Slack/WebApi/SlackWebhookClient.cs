using System.Net;
using System.Text;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.WebApi;

/// <summary>Posts to an incoming webhook. Its address is a secret and is in no result.</summary>
/// <param name="http">Sends the requests; the caller owns it.</param>
/// <param name="url">The webhook's address.</param>
/// <param name="time">The clock of timeouts.</param>
public sealed class SlackWebhookClient(HttpClient http, Uri url, TimeProvider time)
{
    private static readonly TimeSpan DelayOnFault = TimeSpan.FromSeconds(10);
    private readonly SlackHttp _http = new(http, time);

    /// <summary>Posts a message; the value is Slack's <c>ok</c>.</summary>
    public async Task<SlackResult<string>> PostAsync(WebhookRequest message, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url);
        request.Content = JsonBody.Of(message, SlackJson.Default.WebhookRequest);
        return await _http.SendAsync(request, cancellationToken) switch
        {
            SlackHttpAnswer.Unavailable answer => new SlackResult<string>.RetryAfter(answer.Delay, answer.Reason),
            SlackHttpAnswer.Answered answered => Read(answered),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    private static SlackResult<string> Read(SlackHttpAnswer.Answered answer)
    {
        var body = Encoding.UTF8.GetString(answer.Body);
        if (answer.Status == HttpStatusCode.OK) return new SlackResult<string>.Done(body);
        var error = SlackErrors.CodeOf(body, answer.Status);
        if (SlackErrors.IsRetryable(error))
        {
            return new SlackResult<string>.RetryAfter(DelayOnFault, $"Slack's webhook answered {error}.");
        }

        var reason = SlackErrors.Explain("the incoming webhook", error, "of the webhook", neededScope: null);
        return new SlackResult<string>.Refused(error, reason);
    }
}
