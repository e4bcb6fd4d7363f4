using System.Buffers;
using System.Runtime.CompilerServices;

namespace OpsWorker.AgentRuntime.Watch;

/// <summary>Splits a watch stream into lines. A line over the limit is skipped, so memory stays bounded.</summary>
internal static class WatchLines
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>
    /// Reads the non-empty lines; each is valid until the next one is read. Bytes after the last line break are an incomplete
    /// event and are dropped.
    /// </summary>
    /// <param name="stream">The response body.</param>
    /// <param name="maxBytes">The longest line.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        Stream stream, int maxBytes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var (filled, isTooLong) = (0, false);
            while (await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken) is var count and > 0)
            {
                filled += count;
                var start = 0;
                while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length and >= 0)
                {
                    if (!isTooLong && length > 0) yield return buffer.AsMemory(start, length);
                    isTooLong = false;
                    start += length + 1;
                }

                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
                if (isTooLong || filled >= maxBytes) (filled, isTooLong) = (0, true);
                else if (filled == buffer.Length) buffer = Grow(buffer, maxBytes);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grow(byte[] buffer, int maxBytes)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, maxBytes + 1L));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
