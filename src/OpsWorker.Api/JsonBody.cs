using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Api;

/// <summary>Reads a small JSON body; errors are problem details.</summary>
internal static class JsonBody
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>Responds with the result of <paramref name="answer"/> for the body; an empty body is null.</summary>
    public static async Task<IResult> HandleAsync<T>(
        HttpRequest request, JsonTypeInfo<T> type, Func<T?, Task<IResult>> answer)
        where T : class
    {
        T? body;
        try
        {
            var bytes = await RequestBody.ReadAsync(request, MaxBytes, request.HttpContext.RequestAborted);
            body = bytes.IsEmpty ? null : JsonSerializer.Deserialize(bytes.Span, type);
        }
        catch (InvalidPayloadException e)
        {
            return Problems.Invalid(e);
        }
        catch (JsonException e)
        {
            return Problems.Invalid(e.Path ?? "$", "Is not the JSON that was expected: see /openapi/v1.json.");
        }

        return await answer(body);
    }
}
