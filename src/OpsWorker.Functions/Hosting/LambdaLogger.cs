using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions.Hosting;

/// <summary>
/// Logs a line of JSON for each message, with the properties and levels by which Lambda filters. See
/// https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html.
/// </summary>
/// <param name="output">Where lines are written as they are.</param>
/// <param name="current">The invocation whose ids each line carries.</param>
/// <param name="time">The only clock.</param>
internal sealed class LambdaLoggerProvider(TextWriter output, CurrentInvocation current, TimeProvider time) : ILoggerProvider
{
    private const string OurCategories = "OpsWorker.";

    // Its framework part logs every refused key twice, and anyone can send one.
    private const string Authentication = "OpsWorker.Api.ApiKeyAuthentication";

    // Nobody shows the log as HTML, so quotes can stay readable; control characters are escaped all the same.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public ILogger CreateLogger(string categoryName) => new LambdaLogger(categoryName, Minimum(categoryName), this);

    public void Dispose()
    {
        // Standard output is not ours to close.
    }

    // The frameworks log every request with its path, and the path of a webhook holds its key.
    private static LogLevel Minimum(string category) =>
        category.StartsWith(OurCategories, StringComparison.Ordinal) && category != Authentication
            ? LogLevel.Information
            : LogLevel.Warning;

    private static string Name(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRACE",
        LogLevel.Debug => "DEBUG",
        LogLevel.Information => "INFO",
        LogLevel.Warning => "WARN",
        LogLevel.Error => "ERROR",
        _ => "FATAL",
    };

    private void Write(LogLevel level, string category, string message, Exception? exception)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", time.GetUtcNow());
            json.WriteString("level", Name(level));
            json.WriteString("category", category);
            json.WriteString("message", message);
            if (current.Value is { } invocation)
            {
                json.WriteString("requestId", invocation.RequestId);
                if (invocation.TraceId is { } trace) json.WriteString("traceId", trace);
            }

            if (exception is not null) json.WriteString("exception", exception.ToString());
            json.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length) + "\n");
    }

    private sealed class LambdaLogger(string category, LogLevel minimum, LambdaLoggerProvider provider) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= minimum && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) provider.Write(logLevel, category, formatter(state, exception), exception);
        }
    }
}
