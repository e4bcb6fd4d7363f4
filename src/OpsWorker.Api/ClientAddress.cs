using Microsoft.AspNetCore.Http;

namespace OpsWorker.Api;

/// <summary>The network address that a request came from, as the connection or API Gateway has it; no header says otherwise.</summary>
internal static class ClientAddress
{
    public static string? Of(HttpRequest request) => request.HttpContext.Connection.RemoteIpAddress?.ToString();
}
