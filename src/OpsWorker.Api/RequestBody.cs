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
        try
        {
            return await BoundedReadStream.ReadAllAsync(request.Body, maxBytes, request.ContentLength, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            throw new InvalidPayloadException("", $"The body is larger than {maxBytes} bytes.", tooLarge: true);
        }
        catch (IOException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidPayloadException("", "The body ends early or its transfer encoding is broken.");
        }
    }
}
