namespace OpsWorker.Server.Demo;

/// <summary>A clock that runs on from the moment of a recording, so that the recording is news.</summary>
internal sealed class RecordedTime(DateTimeOffset recordedAt) : TimeProvider
{
    private readonly TimeSpan _offset = recordedAt - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;
}
