using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Portal.Http;

/// <summary>
/// The portal's style sheet and scripts: resources of the assembly, read and compressed at their first use. Their addresses have a hash
/// of their content, so browsers keep them for ever.
/// </summary>
internal static class Assets
{
    private static readonly string[] s_names = ["portal.css", "portal.js", "icon.svg"];
    private static readonly Lazy<IReadOnlyDictionary<string, Asset>> s_all = new(ReadAll);

    /// <summary>The address of an asset.</summary>
    public static string PathOf(string name) => s_all.Value[name].Path;

    /// <summary>Answers a request for an asset; one of an earlier version gets what there is now.</summary>
    public static async Task SendAsync(HttpContext context)
    {
        SecurityHeaders.Write(context.Response);
        var response = context.Response;
        if (!s_all.Value.TryGetValue(context.Request.RouteValues["name"]?.ToString() ?? "", out var asset))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var isCurrent = asset.Path.EndsWith(context.Request.Path.Value ?? "", StringComparison.Ordinal);
        response.Headers.CacheControl = isCurrent ? "public, max-age=31536000, immutable" : "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        response.ContentType = asset.Type;
        var isPacked = Brotli.IsAccepted(context.Request);
        if (isPacked) response.Headers.ContentEncoding = Brotli.Name;
        var body = isPacked ? asset.Packed : asset.Content;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static IReadOnlyDictionary<string, Asset> ReadAll() => s_names.ToDictionary(name => name, Read);

    private static Asset Read(string name)
    {
        using var resource = typeof(Assets).Assembly.GetManifestResourceStream(name)!;
        var content = new byte[resource.Length];
        resource.ReadExactly(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 6));
        return new Asset($"/assets/{hash}/{name}", TypeOf(name), content, Brotli.Compress(content, CompressionLevel.SmallestSize));
    }

    private static string TypeOf(string name) => name.Split('.')[^1] switch
    {
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        _ => "text/javascript; charset=utf-8",
    };

    private sealed record Asset(string Path, string Type, ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Packed);
}
