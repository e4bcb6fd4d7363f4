namespace OpsWorker.Functions.Http;

/// <summary>
/// The answer to an HTTP API in payload format 2.0: one value for each header, cookies by themselves, a body as text or
/// in base64.
/// </summary>
internal sealed record ApiGatewayResponse
{
    public required int StatusCode { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The values of <c>Set-Cookie</c>; null where there are none.</summary>
    public IReadOnlyList<string>? Cookies { get; init; }

    public required string Body { get; init; }

    public required bool IsBase64Encoded { get; init; }
}
