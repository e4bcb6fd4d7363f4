using System.Globalization;
using System.Net;

namespace OpsWorker.CodeHosts.Http;

/// <summary>The rate limit of a host by its answers; until it ends, nothing is asked.</summary>
internal sealed class RateLimit(TimeProvider time)
{
    // GitHub asks to wait a minute where it names no time.
    private static readonly TimeSpan s_usual = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    private long _endTicks;

    /// <summary>The end of the limit; null where there is none.</summary>
    public DateTimeOffset? End => new DateTimeOffset(Interlocked.Read(ref _endTicks), TimeSpan.Zero) is var end && end > time.GetUtcNow()
        ? end
        : null;

    /// <summary>True where an answer says that the limit is reached, which is then kept.</summary>
    public bool IsReached(HttpResponseMessage response)
    {
        var hint = Hint(response);
        var isLimited = response.StatusCode == HttpStatusCode.TooManyRequests
            || (response.StatusCode == HttpStatusCode.Forbidden && (hint is not null || Header(response, "x-ratelimit-remaining") == "0"));
        if (!isLimited) return false;
        var wait = hint ?? s_usual;
        Interlocked.Exchange(ref _endTicks, (time.GetUtcNow() + (wait < s_longest ? wait : s_longest)).UtcTicks);
        return true;
    }

    // GitHub names the end in seconds since 1970, GitLab both.
    private TimeSpan? Hint(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is { } after)
        {
            return after.Delta ?? (after.Date is { } date ? Positive(date - time.GetUtcNow()) : null);
        }

        if (Header(response, "x-ratelimit-remaining") != "0" && Header(response, "ratelimit-remaining") != "0") return null;
        var reset = Header(response, "x-ratelimit-reset") ?? Header(response, "ratelimit-reset");
        return long.TryParse(reset, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < uint.MaxValue
            ? Positive(DateTimeOffset.FromUnixTimeSeconds(seconds) - time.GetUtcNow())
            : null;
    }

    private static TimeSpan? Positive(TimeSpan wait) => wait > TimeSpan.Zero ? wait : null;

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
