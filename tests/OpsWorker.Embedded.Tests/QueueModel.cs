namespace OpsWorker.Embedded.Tests;

/// <summary>The specification of a queue as a list of messages in order of sending.</summary>
internal sealed class QueueModel(bool isFifo)
{
    private static readonly TimeSpan DeduplicationWindow = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, DateTimeOffset> _sent = [];

    public List<ModelMessage> Messages { get; } = [];

    public List<string> DeadLetters { get; } = [];

    public void Send(string body, string group, string deduplicationId, TimeSpan delay, DateTimeOffset now)
    {
        if (isFifo)
        {
            if (_sent.TryGetValue(deduplicationId, out var at) && now - at < DeduplicationWindow) return;
            _sent[deduplicationId] = now;
        }

        Messages.Add(new ModelMessage(body, isFifo ? group : null) { VisibleAt = now + delay });
    }

    /// <summary>Those that may be received: visible, and in a FIFO queue the first of their group.</summary>
    public List<ModelMessage> Receivable(DateTimeOffset now) =>
        [.. Messages.Where(m => m.VisibleAt <= now && (m.Group is null || Messages.First(f => f.Group == m.Group) == m))];
}

/// <summary>A message of the model; bodies are unique, so that they name it.</summary>
internal sealed class ModelMessage(string body, string? group)
{
    public string Body { get; } = body;

    public string? Group { get; } = group;

    public DateTimeOffset VisibleAt { get; set; }

    public int ReceiveCount { get; set; }

    /// <summary>The latest delivery, which alone may change the message.</summary>
    public string? Receipt { get; set; }
}
