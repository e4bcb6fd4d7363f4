using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace OpsWorker.Functions.Http;

/// <summary>Turns what ASP.NET Core answered into what API Gateway takes.</summary>
internal static class ResponseContent
{
    /// <summary>
    /// The largest body: Lambda returns at most 6 MB of JSON, in which base64 and escapes take room.
    /// See https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
    /// </summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    public static ApiGatewayResponse From(LambdaResponse response)
    {
        var cookies = response.Headers.SetCookie;
        var isText = IsText(response.Headers) && Utf8.IsValid(response.Written);
        return new ApiGatewayResponse
        {
            StatusCode = response.StatusCode,
            Headers = response.Headers
                .Where(header => !header.Key.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Cookies = cookies.Count > 0 ? [.. cookies.OfType<string>()] : null,
            Body = isText ? Encoding.UTF8.GetString(response.Written) : Convert.ToBase64String(response.Written),
            IsBase64Encoded = !isText,
        };
    }

    /// <summary>An answer without a body.</summary>
    public static ApiGatewayResponse Empty(int status) =>
        new() { StatusCode = status, Headers = new Dictionary<string, string>(), Body = "", IsBase64Encoded = false };

    /// <summary>503 with problem details (RFC 9457) and the time after which to try again.</summary>
    public static ApiGatewayResponse Unavailable(string detail) => new()
    {
        StatusCode = StatusCodes.Status503ServiceUnavailable,
        Headers = new Dictionary<string, string>
        {
            [HeaderNames.ContentType] = "application/problem+json",
            [HeaderNames.RetryAfter] = "5",
        },
        Body = JsonSerializer.Serialize(
            new HttpProblem(
                "https://tools.ietf.org/html/rfc9110#section-15.6.4",
                "The request cannot be answered now. Send it again.",
                StatusCodes.Status503ServiceUnavailable,
                detail),
            ApiGatewayJson.Default.HttpProblem),
        IsBase64Encoded = false,
    };

    private static bool IsText(IHeaderDictionary headers)
    {
        if (headers.ContentEncoding.Count > 0) return false;
        if (headers.ContentType.Count == 0) return true;
        return MediaTypeHeaderValue.TryParse(headers.ContentType.ToString(), out var type)
            && (type.Type.Equals("text", StringComparison.OrdinalIgnoreCase)
                || type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)
                || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));
    }
}
