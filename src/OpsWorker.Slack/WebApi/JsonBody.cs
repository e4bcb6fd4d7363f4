using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OpsWorker.Slack.WebApi;

/// <summary>Makes the body of a request.</summary>
internal static class JsonBody
{
    /// <summary>The value as JSON, with the character set that Slack warns about where it is missing.</summary>
    public static ByteArrayContent Of<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }
}
