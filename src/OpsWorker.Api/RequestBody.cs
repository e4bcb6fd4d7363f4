using Microsoft.AspNetCore.Http;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api;

/// <summary>Reads a request's body as far as it may go.</summary>
internal static class RequestBody
{
    /// <exception cref="InvalidPayloadException">The body is larger.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes) throw TooLarge(maxBytes);
        using var buffer = new MemoryStream((int)(request.ContentLength ?? 4096));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancellationToken)) > 0)
        {
            if (buffer.Length + read > maxBytes) throw TooLarge(maxBytes);
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private static InvalidPayloadException TooLarge(int maxBytes) =>
        new("", $"The body is larger than {maxBytes} bytes.", tooLarge: true);
}
