using System.Text;

namespace OpsWorker.Kubernetes.Answers;

/// <summary>Keeps the last lines of a log stream, within limits of lines and bytes.</summary>
internal sealed class LogTail(int? maxLines, int? maxBytes)
{
    private readonly Queue<string> _lines = new();
    private long _bytes;

    /// <summary>The size of the lines that exceeded the limit of bytes.</summary>
    public long OmittedBytes { get; private set; }

    public void Add(string line)
    {
        _lines.Enqueue(line);
        _bytes += Size(line);
        while (_lines.Count > (maxLines ?? int.MaxValue)) _bytes -= Size(_lines.Dequeue());
        while (_bytes > (maxBytes ?? int.MaxValue))
        {
            var size = Size(_lines.Dequeue());
            _bytes -= size;
            OmittedBytes += size;
        }
    }

    public IReadOnlyList<string> Lines => [.. _lines];

    private static int Size(string line) => Encoding.UTF8.GetByteCount(line) + 1;
}
