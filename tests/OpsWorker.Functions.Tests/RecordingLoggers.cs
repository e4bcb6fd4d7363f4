using Microsoft.Extensions.Logging;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Runtime;

namespace OpsWorker.Functions.Tests;

/// <summary>The logger of the functions, writing to memory.</summary>
internal sealed class RecordingLoggers : IDisposable
{
    private readonly StringWriter _text = new();

    public RecordingLoggers() =>
        Factory = new LoggerFactory([new LambdaLoggerProvider(TextWriter.Synchronized(_text), Current, TimeProvider.System)]);

    public ILoggerFactory Factory { get; }

    public CurrentInvocation Current { get; } = new();

    public string Text => _text.ToString();

    public void Dispose() => Factory.Dispose();
}
