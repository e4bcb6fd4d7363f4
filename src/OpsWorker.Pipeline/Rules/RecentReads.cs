using System.Collections.Concurrent;
using OpsWorker.Core;

namespace OpsWorker.Pipeline.Rules;

/// <summary>The age up to which what was read of an organisation's rules and clusters is used again.</summary>
/// <param name="MaxAge">The age; zero where reading costs nothing.</param>
public sealed record ReadFreshness(TimeSpan MaxAge)
{
    /// <summary>Everything is read each time.</summary>
    public static readonly ReadFreshness Always = new(TimeSpan.Zero);
}

/// <summary>Values of organisations that were read a moment ago. Concurrent callers share one read.</summary>
/// <param name="freshness">The age up to which a value is used.</param>
/// <param name="time">The only clock.</param>
internal sealed class RecentReads<T>(ReadFreshness freshness, TimeProvider time)
{
    private readonly ConcurrentDictionary<OrganisationId, Recent> _reads = new();

    /// <summary>The value: a recent one, or the one that is read now.</summary>
    /// <param name="organisation">The organisation.</param>
    /// <param name="read">Reads the value. It is not cancelled with one of its callers.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<T> GetAsync(OrganisationId organisation, Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        if (freshness.MaxAge <= TimeSpan.Zero) return read(cancellationToken);
        var now = time.GetUtcNow();
        var recent = _reads.AddOrUpdate(
            organisation, _ => Begin(), (_, known) => known.IsUsable(now, freshness.MaxAge) ? known : Begin());
        return recent.Value.Value.WaitAsync(cancellationToken);

        Recent Begin() => new(now, new Lazy<Task<T>>(() => read(CancellationToken.None)));
    }

    /// <summary>Forgets the value, so that it is read again.</summary>
    public void Forget(OrganisationId organisation) => _reads.TryRemove(organisation, out _);

    private sealed record Recent(DateTimeOffset At, Lazy<Task<T>> Value)
    {
        public bool IsUsable(DateTimeOffset now, TimeSpan maxAge) =>
            now >= At && now - At < maxAge && !(Value.IsValueCreated && Value.Value.IsCompleted && !Value.Value.IsCompletedSuccessfully);
    }
}
