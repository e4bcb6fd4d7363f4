using Microsoft.Extensions.Logging;
using OpsWorker.Functions.Hosting;

namespace OpsWorker.Functions.Tests;

/// <summary>The logger of the functions, writing to memory.</summary>
public sealed class RecordingLoggers : IDisposable
{
    private readonly StringWriter _text = new();

    public RecordingLoggers() =>
        Factory = new LoggerFactory([new LambdaLoggerProvider(TextWriter.Synchronized(_text), TimeProvider.System)]);

    public ILoggerFactory Factory { get; }

    public string Text => _text.ToString();

    public void Dispose() => Factory.Dispose();
}
