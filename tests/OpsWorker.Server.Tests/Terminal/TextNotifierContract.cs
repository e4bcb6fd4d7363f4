using System.Text;
using OpsWorker.Contracts;
using OpsWorker.Core.Notifications;
using OpsWorker.Server.Terminal;

namespace OpsWorker.Server.Tests.Terminal;

public sealed class TextNotifierContract : NotifierContract, IDisposable
{
    private readonly RecordingWriter _terminal = new();
    private readonly TextNotifier _notifier;

    public TextNotifierContract() => _notifier = new TextNotifier(_terminal);

    protected override bool CanEditAndFind => false;

    protected override INotifier Notifier => _notifier;

    protected override IReadOnlyList<string> Messages => _terminal.Writes;

    public void Dispose()
    {
        _notifier.Dispose();
        _terminal.Dispose();
    }
}

/// <summary>Records each write of its own.</summary>
public sealed class RecordingWriter : TextWriter
{
    public List<string> Writes { get; } = [];

    public override Encoding Encoding => Encoding.UTF8;

    public override Task WriteAsync(ReadOnlyMemory<char> buffer, CancellationToken cancellationToken = default)
    {
        Writes.Add(buffer.ToString());
        return Task.CompletedTask;
    }
}
