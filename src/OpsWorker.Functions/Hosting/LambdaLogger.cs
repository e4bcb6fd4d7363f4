using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace OpsWorker.Functions.Hosting;

/// <summary>
/// Logs to standard output, a line of JSON for each message. A line is written before the call returns: Lambda stops the
/// process as soon as a function has answered, so what another thread has yet to write would come late or never.
/// </summary>
internal sealed class LambdaLoggerProvider(TextWriter output, TimeProvider time) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LambdaLogger(categoryName, output, time);

    public void Dispose()
    {
        // Standard output is not ours to close.
    }

    private sealed class LambdaLogger(string category, TextWriter output, TimeProvider time) : ILogger
    {
        private const string OurCategories = "OpsWorker.";

        // The frameworks tell of every request, with its path: the path of a webhook holds its key.
        private readonly LogLevel _minimum =
            category.StartsWith(OurCategories, StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= _minimum && logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel)) return;
            using var line = new MemoryStream();
            using (var json = new Utf8JsonWriter(line))
            {
                json.WriteStartObject();
                json.WriteString("time", time.GetUtcNow());
                json.WriteString("level", logLevel.ToString());
                json.WriteString("category", category);
                json.WriteString("message", formatter(state, exception));
                if (exception is not null) json.WriteString("exception", exception.ToString());
                json.WriteEndObject();
            }

            output.WriteLine(Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
        }
    }
}
