using Microsoft.AspNetCore.Http;
using OpsWorker.Core;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api;

/// <summary>Reads a request's body up to a limit.</summary>
internal static class RequestBody
{
    /// <exception cref="InvalidPayloadException">The body is larger.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes) throw TooLarge(maxBytes);
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 0));
        using var bounded = new BoundedReadStream(request.Body, maxBytes);
        try
        {
            await bounded.CopyToAsync(buffer, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            throw TooLarge(maxBytes);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidPayloadException("", "The body ends early or its transfer encoding is broken.");
        }

        return buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
    }

    private static InvalidPayloadException TooLarge(int maxBytes) =>
        new("", $"The body is larger than {maxBytes} bytes.", tooLarge: true);
}
