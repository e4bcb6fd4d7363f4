using OpsWorker.Core;

namespace OpsWorker.Pipeline.Audit;

/// <summary>The denials that are counted together.</summary>
internal sealed record Denial(OrganisationId Organisation, string Subject, string Reason);

/// <summary>Counts denials of this process, so that equal ones are recorded at most once a minute.</summary>
internal sealed class DenialCounts
{
    private const int MaxKinds = 1000;
    private static readonly TimeSpan s_interval = TimeSpan.FromMinutes(1);

    private readonly Dictionary<Denial, (DateTimeOffset RecordedAt, int Unrecorded)> _counts = [];
    private readonly Lock _lock = new();

    /// <summary>The number to record now, with those since the last record; 0 while one was recorded within the minute.</summary>
    public int Due(Denial denial, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (!_counts.TryGetValue(denial, out var known)) return Add(denial, now);
            var total = known.Unrecorded + 1;
            var isDue = now - known.RecordedAt >= s_interval;
            _counts[denial] = isDue ? (now, 0) : (known.RecordedAt, total);
            return isDue ? total : 0;
        }
    }

    private int Add(Denial denial, DateTimeOffset now)
    {
        // Keys that are denied are real ones, so there are few; those of old denials make room.
        if (_counts.Count >= MaxKinds)
        {
            foreach (var old in _counts.Where(c => now - c.Value.RecordedAt >= s_interval).Select(c => c.Key).ToList()) _counts.Remove(old);
        }

        if (_counts.Count >= MaxKinds) return 0;
        _counts.Add(denial, (now, 0));
        return 1;
    }
}
