namespace OpsWorker.Core;

/// <summary>Limits the bytes read from another stream, whatever length was declared.</summary>
public sealed class BoundedReadStream(Stream inner, long maxBytes) : Stream
{
    private long _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The stream exceeds the limit.</exception>
    public override int Read(Span<byte> buffer) => Count(inner.Read(buffer));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The stream exceeds the limit.</exception>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The stream exceeds the limit.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken));

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Reads a whole stream into memory.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <param name="length">The declared length; null where none is.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="InvalidDataException">The stream exceeds the limit, or is declared to.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(
        Stream stream, int maxBytes, long? length, CancellationToken cancellationToken)
    {
        if (length > maxBytes) throw TooLong(maxBytes);
        using var buffer = new MemoryStream((int)(length ?? 0));
        using var bounded = new BoundedReadStream(stream, maxBytes);
        await bounded.CopyToAsync(buffer, cancellationToken);
        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static InvalidDataException TooLong(long maxBytes) => new($"There are more than {maxBytes} bytes.");

    private int Count(int bytes)
    {
        _read += bytes;
        return _read <= maxBytes ? bytes : throw TooLong(maxBytes);
    }
}
