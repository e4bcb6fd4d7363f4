namespace OpsWorker.AgentRuntime.Commands;

/// <summary>Bytes that the answers to a batch share, first come, first served. Thread-safe.</summary>
internal sealed class ByteBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes the bytes; false where so many are not left, and then nothing is taken.</summary>
    public bool TryTake(long size)
    {
        while (true)
        {
            var left = Interlocked.Read(ref _left);
            if (size > left) return false;
            if (Interlocked.CompareExchange(ref _left, left - size, left) == left) return true;
        }
    }
}
