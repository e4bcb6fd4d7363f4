using OpsWorker.Kubernetes.Masking.Text;

namespace OpsWorker.Kubernetes.Masking;

/// <summary>Masks one container's log line by line, before lines are selected, counted or cut.</summary>
internal sealed class LogMasker(TextMasker text, MaskRun run)
{
    private readonly LineMasker _lines = new(run, new LineState());

    /// <summary>The number of secrets masked so far.</summary>
    public int Count => run.Count;

    /// <summary>Takes a line; gives those that are ready.</summary>
    public IEnumerable<string> Next(string line)
    {
        run.Grow(line.Length);
        return _lines.Next(text.ApplyOwn(line, run));
    }

    /// <summary>The last line, if one is left.</summary>
    public IEnumerable<string> Flush() => _lines.Flush() is { } last ? [last] : [];

    /// <summary>All lines of a log.</summary>
    public IEnumerable<string> Mask(IEnumerable<string> lines) =>
        lines.SelectMany(Next).Concat(Enumerable.Range(0, 1).SelectMany(_ => Flush()));
}
