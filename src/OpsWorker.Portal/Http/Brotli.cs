using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Portal.Http;

/// <summary>Compression of pages and assets.</summary>
internal static class Brotli
{
    public const string Name = "br";

    public static bool IsAccepted(HttpRequest request) => request.Headers.AcceptEncoding.ToString().Split(',').Any(
        encoding => encoding.Split(';')[0].Trim().Equals(Name, StringComparison.OrdinalIgnoreCase));

    public static ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> content, CompressionLevel level)
    {
        using var compressed = new MemoryStream(content.Length / 2);
        using (var brotli = new BrotliStream(compressed, level, leaveOpen: true)) brotli.Write(content);
        return compressed.GetBuffer().AsMemory(0, (int)compressed.Length);
    }
}
