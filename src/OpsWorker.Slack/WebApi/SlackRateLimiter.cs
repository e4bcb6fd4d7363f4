using System.Collections.Concurrent;

namespace OpsWorker.Slack.WebApi;

/// <summary>
/// Spaces the calls of one method in one channel after Slack limited them, for all who share the client: none until the time that Slack
/// named, then one after another for a while. Callers that are held back get different times, so that they do not come back all at once.
/// </summary>
internal sealed class SlackRateLimiter(TimeProvider time)
{
    private const int MaxKeys = 1_000;

    // Slack's documented rates: a message a second and channel, 50 calls a minute of the other methods.
    private static readonly TimeSpan s_spacing = TimeSpan.FromSeconds(1.2);
    private static readonly TimeSpan s_spacedFor = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<(string Method, string Channel), Bucket> _buckets = new();

    /// <summary>The time to wait before the call; null where it may be made now.</summary>
    public TimeSpan? Acquire(string method, string channel) =>
        _buckets.TryGetValue((method, channel), out var bucket) ? bucket.Acquire(time.GetUtcNow()) : null;

    /// <summary>Slack limited a call.</summary>
    /// <returns>The time to wait before it is repeated.</returns>
    public TimeSpan Limited(string method, string channel, TimeSpan retryAfter)
    {
        if (_buckets.Count >= MaxKeys) _buckets.Clear();
        return _buckets.GetOrAdd((method, channel), _ => new Bucket()).Limited(time.GetUtcNow(), retryAfter);
    }

    private sealed class Bucket
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _next;
        private DateTimeOffset _lastGiven;
        private DateTimeOffset _spacedUntil;

        public TimeSpan? Acquire(DateTimeOffset now)
        {
            lock (_lock)
            {
                if (now >= _spacedUntil) return null;
                if (now < _next) return Turn(now);

                // A caller who comes a little late does not push back the next one, whose turn was given already.
                _next = now - _next < s_spacing ? _next + s_spacing : now + s_spacing;
                return null;
            }
        }

        public TimeSpan Limited(DateTimeOffset now, TimeSpan retryAfter)
        {
            lock (_lock)
            {
                var until = now + retryAfter;
                if (until > _next) _next = until;
                _spacedUntil = _next + s_spacedFor;
                return Turn(now);
            }
        }

        private TimeSpan Turn(DateTimeOffset now)
        {
            _lastGiven = _lastGiven < _next ? _next : _lastGiven + s_spacing;
            return _lastGiven - now;
        }
    }
}
