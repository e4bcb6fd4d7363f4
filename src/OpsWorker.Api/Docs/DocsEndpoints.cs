using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OpsWorker.Api.Docs;

/// <summary>A page that shows the OpenAPI document. It loads nothing from elsewhere.</summary>
internal static class DocsEndpoints
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void MapDocs(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/docs", "docs.html", "text/html; charset=utf-8");
        Map(routes, "/docs/docs.css", "docs.css", "text/css; charset=utf-8");
        Map(routes, "/docs/docs.js", "docs.js", "text/javascript; charset=utf-8");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string resource, string mediaType) =>
        routes.MapGet(path, (HttpContext context) =>
        {
            context.Response.Headers.ContentSecurityPolicy = Policy;
            context.Response.Headers.XContentTypeOptions = "nosniff";
            var content = typeof(DocsEndpoints).Assembly.GetManifestResourceStream(resource)
                ?? throw new InvalidOperationException($"The program lacks its resource {resource}.");
            return TypedResults.Stream(content, mediaType);
        }).ExcludeFromDescription();
}
