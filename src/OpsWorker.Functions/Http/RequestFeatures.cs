using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace OpsWorker.Functions.Http;

/// <summary>Turns an event into what ASP.NET Core knows of a request.</summary>
internal static class RequestFeatures
{
    private const string ForwardedProto = "X-Forwarded-Proto";

    /// <param name="request">The event.</param>
    /// <param name="cancellationToken">Aborts the request.</param>
    /// <exception cref="LambdaEventException">The event is not one of an HTTP API in payload format 2.0.</exception>
    public static IFeatureCollection From(ApiGatewayRequest request, CancellationToken cancellationToken)
    {
        if (request.Version != ApiGatewayRequest.FormatVersion)
        {
            throw new LambdaEventException(
                $"The event has version \"{request.Version}\"; an event of an API Gateway HTTP API in payload format "
                + $"{ApiGatewayRequest.FormatVersion} was expected.");
        }

        if (request is not { RawPath: { } path, RequestContext: { Http: { Method: { } method } http } context })
        {
            throw new LambdaEventException("The event has no rawPath or no requestContext.http.method.");
        }

        var body = Body(request);
        var headers = Headers(request, body.Length);
        var features = new FeatureCollection();
        features.Set<IHttpRequestFeature>(Request(request, path, method, headers, body));
        features.Set<IHttpRequestBodyDetectionFeature>(new BodyDetection(body.Length > 0));
        features.Set<IHttpRequestIdentifierFeature>(new HttpRequestIdentifierFeature { TraceIdentifier = context.RequestId ?? "" });
        features.Set<IHttpRequestLifetimeFeature>(new HttpRequestLifetimeFeature { RequestAborted = cancellationToken });
        features.Set<IHttpConnectionFeature>(new HttpConnectionFeature
        {
            ConnectionId = context.RequestId ?? "",
            RemoteIpAddress = IPAddress.TryParse(http.SourceIp, out var address) ? address : null,
        });
        return features;
    }

    // API Gateway has decoded the path already: decoding it again would change a path with a percent sign.
    private static HttpRequestFeature Request(
        ApiGatewayRequest request, string path, string method, IHeaderDictionary headers, byte[] body)
    {
        var query = request.RawQueryString is { Length: > 0 } raw ? "?" + raw : "";
        return new HttpRequestFeature
        {
            Protocol = request.RequestContext?.Http?.Protocol ?? HttpProtocol.Http11,
            Scheme = headers[ForwardedProto] is [{ Length: > 0 } scheme] ? scheme : Uri.UriSchemeHttps,
            Method = method,
            Path = path,
            QueryString = query,
            RawTarget = new PathString(path).ToUriComponent() + query,
            Headers = headers,
            Body = body.Length == 0 ? Stream.Null : new MemoryStream(body, writable: false),
        };
    }

    private static HeaderDictionary Headers(ApiGatewayRequest request, int bodyLength)
    {
        var headers = new HeaderDictionary();
        foreach (var (name, value) in request.Headers ?? new Dictionary<string, string>()) headers[name] = value;
        if (request.Cookies is { Count: > 0 } cookies) headers[HeaderNames.Cookie] = string.Join("; ", cookies);

        // The whole body is here, however it was sent.
        headers.Remove(HeaderNames.TransferEncoding);
        if (bodyLength > 0 || headers.ContentLength is not null) headers.ContentLength = bodyLength;
        return headers;
    }

    private static byte[] Body(ApiGatewayRequest request)
    {
        if (request.Body is not { } body) return [];
        try
        {
            return request.IsBase64Encoded ? Convert.FromBase64String(body) : Encoding.UTF8.GetBytes(body);
        }
        catch (FormatException e)
        {
            throw new LambdaEventException("The event's body is said to be base64 and is not.", e);
        }
    }

    private sealed class BodyDetection(bool canHaveBody) : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => canHaveBody;
    }
}
