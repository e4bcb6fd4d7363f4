using System.Globalization;
using System.Net;
using System.Net.Sockets;
using OpsWorker.Slack;
using OpsWorker.Slack.WebApi;

namespace OpsWorker.Server.Commands.Doctor;

/// <summary>Checks of the server's address, of Slack and of the clock; nothing is posted.</summary>
internal static class NetworkChecks
{
    private const string Server = "server";

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromSeconds(60);

    /// <summary>The server answers at its address, or nobody does and it could.</summary>
    public static async Task<CheckResult> ListenAsync(HttpClient http, string urls, CancellationToken cancellationToken)
    {
        var address = urls.Split(';')[0];
        if (!Uri.TryCreate(Named(address), UriKind.Absolute, out var url))
        {
            return new CheckResult(
                Server, CheckStatus.Failed, $"{address} is no address.", "Name one like http://127.0.0.1:8484 by --urls.");
        }

        try
        {
            using var limit = Limit(cancellationToken);
            using var answer = await http.GetAsync(new Uri(Reachable(url), "readyz"), limit.Token);
            return answer.StatusCode switch
            {
                HttpStatusCode.OK => new CheckResult(Server, CheckStatus.Ok, $"The server at {address} is ready."),
                HttpStatusCode.ServiceUnavailable => new CheckResult(
                    Server, CheckStatus.Failed, $"The server at {address} is not ready.", "Its /readyz and its log say why."),
                _ => new CheckResult(
                    Server, CheckStatus.Failed, $"Another program answers at {address}.", "Name another address by --urls."),
            };
        }
        catch (HttpRequestException e) when (e.HttpRequestError == HttpRequestError.ConnectionError)
        {
            return Free(url, address);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new CheckResult(Server, CheckStatus.Failed, $"{address} is taken, and does not answer as a server does.", e.Message);
        }
    }

    /// <summary>Slack takes the token.</summary>
    public static async Task<CheckResult> SlackAsync(HttpClient http, SlackOptions slack, CancellationToken cancellationToken)
    {
        if (slack.BotToken is null)
        {
            return slack.WebhookUrl is null
                ? new CheckResult("Slack", CheckStatus.Skipped, "No token is set; messages go to the server's terminal.")
                : new CheckResult("Slack", CheckStatus.Ok, "An incoming webhook is set. It is not tried: that would post a message.");
        }

        return await new SlackClient(http, slack, TimeProvider.System).TestAuthAsync(cancellationToken) switch
        {
            SlackResult<AuthTestResponse>.Done done => new CheckResult(
                "Slack", CheckStatus.Ok, $"The token is of {done.Value.User} in {done.Value.Team}; messages go to {slack.Channel}."),
            SlackResult<AuthTestResponse>.Refused refused => new CheckResult("Slack", CheckStatus.Failed, refused.Reason),
            SlackResult<AuthTestResponse>.RetryAfter later => new CheckResult(
                "Slack", CheckStatus.Failed, later.Reason, $"Is {slack.ApiBaseUrl.Host} reachable from here? HTTPS_PROXY names a proxy."),
            _ => throw new InvalidOperationException("There is no other answer."),
        };
    }

    /// <summary>This machine's clock agrees with Slack's, where Slack is set up: tokens and signatures depend on it.</summary>
    public static async Task<CheckResult> ClockAsync(
        HttpClient http, SlackOptions slack, TimeProvider time, CancellationToken cancellationToken)
    {
        if (slack.BotToken is null && slack.WebhookUrl is null)
            return new CheckResult("clock", CheckStatus.Skipped, $"It is {time.GetUtcNow():u}; nobody else is asked.");
        try
        {
            using var limit = Limit(cancellationToken);
            using var request = new HttpRequestMessage(HttpMethod.Head, slack.ApiBaseUrl);
            using var answer = await http.SendAsync(request, limit.Token);
            return Clock(answer.Headers.Date, time.GetUtcNow());
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new CheckResult("clock", CheckStatus.Skipped, $"It is {time.GetUtcNow():u}; Slack did not answer.");
        }
    }

    internal static CheckResult Clock(DateTimeOffset? theirs, DateTimeOffset ours)
    {
        if (theirs is not { } date) return new CheckResult("clock", CheckStatus.Skipped, $"It is {ours:u}; Slack's answer has no time.");
        var difference = (ours - date).Duration();
        var detail = string.Create(CultureInfo.InvariantCulture, $"It is {ours:u}, {difference.TotalSeconds:0} seconds off Slack's time.");
        return difference <= s_clockTolerance
            ? new CheckResult("clock", CheckStatus.Ok, detail)
            : new CheckResult("clock", CheckStatus.Failed, detail, "Set the clock (NTP): signatures are refused from 5 minutes on.");
    }

    private static CheckResult Free(Uri url, string address)
    {
        try
        {
            var ip = IPAddress.TryParse(url.Host.Trim('[', ']'), out var named) ? named : IPAddress.Loopback;
            using var listener = new TcpListener(ip, url.Port);
            listener.Start();
            return new CheckResult(
                Server, CheckStatus.Warning, $"No server runs at {address}; the port is free.", "`opsworker up` starts it.");
        }
        catch (SocketException e)
        {
            return new CheckResult(
                Server, CheckStatus.Failed, $"{address} cannot be listened at: {e.Message}", "Name another by --urls.");
        }
    }

    private static string Named(string address) => address
        .Replace("://*", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://+", "://127.0.0.1", StringComparison.Ordinal);

    private static Uri Reachable(Uri url) =>
        url.Host is "0.0.0.0" or "[::]" ? new UriBuilder(url) { Host = "127.0.0.1" }.Uri : url;

    private static CancellationTokenSource Limit(CancellationToken cancellationToken)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_timeout);
        return limit;
    }
}
