namespace OpsWorker.AgentRuntime.Commands;

/// <summary>Byte budget shared by the answers to a batch, first come, first served. Thread-safe.</summary>
internal sealed class ByteBudget(long bytes)
{
    private long _left = bytes;

    /// <summary>Takes the bytes; false, taking nothing, if fewer are left.</summary>
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
