using System.Text.Json.Serialization;

namespace OpsWorker.Functions.Runtime;

/// <summary>
/// A failure as Lambda shows it to callers and in the console. See
/// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html#runtimes-api-invokeerror.
/// </summary>
/// <param name="ErrorType">The exception's type, without its namespace.</param>
/// <param name="ErrorMessage">Its message, at most <see cref="MaxMessageLength"/> characters.</param>
/// <param name="StackTrace">Its innermost frames, at most <see cref="MaxFrames"/>.</param>
internal sealed record InvocationError(string ErrorType, string ErrorMessage, IReadOnlyList<string> StackTrace)
{
    /// <summary>The largest number of frames; the log has all of them.</summary>
    public const int MaxFrames = 30;

    /// <summary>The longest message.</summary>
    public const int MaxMessageLength = 4 * 1024;

    /// <summary>Describes an exception.</summary>
    public static InvocationError Of(Exception exception)
    {
        var frames = (exception.StackTrace ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var message = exception.Message;
        return new InvocationError(
            exception.GetType().Name,
            message.Length <= MaxMessageLength ? message : message[..MaxMessageLength],
            [.. frames.Take(MaxFrames)]);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(InvocationError))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
