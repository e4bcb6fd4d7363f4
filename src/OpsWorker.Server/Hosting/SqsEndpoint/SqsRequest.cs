using OpsWorker.Core;

namespace OpsWorker.Server.Hosting.SqsEndpoint;

/// <summary>A request to the endpoint; its body is read once, whole, as its hash is part of the signature.</summary>
/// <param name="http">The request over HTTP.</param>
internal sealed class SqsRequest(HttpRequest http)
{
    // A body of 1 MiB may have every character escaped in six.
    private const int MaxBytes = 8 * 1024 * 1024;

    private ReadOnlyMemory<byte>? _body;

    /// <summary>The request over HTTP.</summary>
    public HttpRequest Http => http;

    /// <summary>The body.</summary>
    /// <exception cref="SqsException">It is too large, or its transfer encoding is broken.</exception>
    public async Task<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken)
    {
        if (_body is { } read) return read;
        if (http.ContentLength > MaxBytes) throw TooLarge();
        using var buffer = new MemoryStream((int)(http.ContentLength ?? 0));
        using var bounded = new BoundedReadStream(http.Body, MaxBytes);
        try
        {
            await bounded.CopyToAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw TooLarge();
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SqsException.Malformed("The body ends early or its transfer encoding is broken.");
        }

        var body = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
        _body = body;
        return body;
    }

    private static SqsException TooLarge() => SqsException.InvalidParameter($"The request is larger than {MaxBytes} bytes.");
}
