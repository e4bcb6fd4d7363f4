using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace OpsWorker.Portal.Http;

/// <summary>Reads forms within a bound, those of people who are not signed in too.</summary>
internal static class PortalForm
{
    /// <summary>Maximum size of a form in bytes: a file of rules is the largest.</summary>
    private const int MaxBytes = 1024 * 1024;

    /// <summary>The form of a POST; empty where its body is none.</summary>
    public static async Task<IFormCollection> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MaxBytes;
        if (!context.Request.HasFormContentType) return FormCollection.Empty;
        var options = new FormOptions { BufferBodyLengthLimit = MaxBytes, ValueLengthLimit = MaxBytes };
        return await new FormFeature(context.Request, options).ReadFormAsync(context.RequestAborted);
    }
}
