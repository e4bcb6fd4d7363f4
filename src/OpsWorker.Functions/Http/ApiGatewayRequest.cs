namespace OpsWorker.Functions.Http;

/// <summary>
/// The event of an API Gateway HTTP API in payload format 2.0. Names in <see cref="Headers"/> are in lower case, several
/// values of one name are joined by commas; cookies are not among them. See
/// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html.
/// </summary>
internal sealed record ApiGatewayRequest
{
    /// <summary>The only format that is understood.</summary>
    public const string FormatVersion = "2.0";

    public string? Version { get; init; }

    /// <summary>The path, percent-decoded by API Gateway.</summary>
    public string? RawPath { get; init; }

    /// <summary>The query string as it was sent, without its question mark.</summary>
    public string? RawQueryString { get; init; }

    public IReadOnlyList<string>? Cookies { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public ApiGatewayRequestContext? RequestContext { get; init; }

    public string? Body { get; init; }

    public bool IsBase64Encoded { get; init; }
}

/// <summary>The request context that API Gateway adds.</summary>
internal sealed record ApiGatewayRequestContext
{
    public string? RequestId { get; init; }

    public ApiGatewayHttp? Http { get; init; }
}

/// <summary>The request as it came in.</summary>
internal sealed record ApiGatewayHttp
{
    public string? Method { get; init; }

    public string? Protocol { get; init; }

    /// <summary>The address of the client, as API Gateway saw it.</summary>
    public string? SourceIp { get; init; }
}
