using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OpsWorker.Slack.WebApi;

/// <summary>Creates request bodies.</summary>
internal static class JsonBody
{
    /// <summary>The value as JSON, with a charset, because Slack warns without one.</summary>
    public static ByteArrayContent Of<T>(T value, JsonTypeInfo<T> type)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(value, type));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        return content;
    }
}
