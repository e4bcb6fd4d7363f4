using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using RazorSlices;

namespace OpsWorker.Portal.Http;

/// <summary>A page. It is rendered whole before anything is sent, so that a fault becomes an error page and not half a page.</summary>
internal sealed class HtmlAnswer(RazorSlice page, int status) : IResult
{
    private static readonly HtmlEncoder s_encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var html = new MemoryStream();
        using (page) await page.RenderAsync(html, s_encoder, httpContext.RequestAborted);
        var response = httpContext.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.Vary = "Accept-Encoding, If-Revision";
        ReadOnlyMemory<byte> body = html.GetBuffer().AsMemory(0, (int)html.Length);
        if (Brotli.IsAccepted(httpContext.Request))
        {
            response.Headers.ContentEncoding = Brotli.Name;
            body = Brotli.Compress(body.Span, CompressionLevel.Fastest);
        }

        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
