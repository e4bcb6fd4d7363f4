namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>A clock that runs on from some moment and can be put forward.</summary>
internal sealed class RecordedTime(DateTimeOffset from) : TimeProvider
{
    private readonly DateTimeOffset _startedAt = System.GetUtcNow();
    private long _putForward;

    public override DateTimeOffset GetUtcNow() =>
        from + (System.GetUtcNow() - _startedAt) + TimeSpan.FromTicks(Interlocked.Read(ref _putForward));

    public void PutForward(TimeSpan time) => Interlocked.Add(ref _putForward, time.Ticks);
}
