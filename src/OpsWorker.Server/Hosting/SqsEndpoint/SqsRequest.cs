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
        try
        {
            var body = await BoundedReadStream.ReadAllAsync(http.Body, MaxBytes, http.ContentLength, cancellationToken);
            _body = body;
            return body;
        }
        catch (InvalidDataException)
        {
            throw SqsException.InvalidParameter($"The request is larger than {MaxBytes} bytes.");
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SqsException.Malformed("The body ends early or its transfer encoding is broken.");
        }
    }
}
