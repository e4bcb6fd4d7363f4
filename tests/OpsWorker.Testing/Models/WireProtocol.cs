using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Testing.Models;

/// <summary>Reads requests and writes replies of a provider's protocol.</summary>
internal abstract class WireProtocol
{
    /// <summary>Tokens as the stand-in counts them: four characters each.</summary>
    protected static int Tokens(string text) => Math.Max(1, text.Length / 4);

    public abstract ModelRequest Read(HttpContext context, string body);

    /// <summary>The body of a reply that is none of the transport.</summary>
    public abstract JsonObject Write(ModelRequest request, ModelReply reply);

    /// <summary>The body of an error; headers may be set too.</summary>
    public abstract JsonObject Error(HttpContext context, ModelReply.Error error);

    protected static string TextOf(ModelReply reply) => reply switch
    {
        ModelReply.Answer answer => answer.Text,
        ModelReply.Truncated truncated => truncated.Text,
        _ => "",
    };

    /// <summary>All values of string fields with one of the names, in order.</summary>
    protected static IEnumerable<string> Texts(JsonNode? node, params string[] names) => node switch
    {
        JsonObject o => o.SelectMany(p => names.Contains(p.Key) && p.Value is JsonValue v && v.TryGetValue<string>(out var text)
            ? [text]
            : Texts(p.Value, names)),
        JsonArray a => a.SelectMany(item => Texts(item, names)),
        _ => [],
    };
}
