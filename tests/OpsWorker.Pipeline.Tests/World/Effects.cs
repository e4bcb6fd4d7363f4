using System.Runtime.CompilerServices;

namespace OpsWorker.Pipeline.Tests.World;

/// <summary>The process dies; a cancellation, so that no handler of failures sees it.</summary>
internal sealed class CrashException(string before) : OperationCanceledException($"Crashed before {before}.");

/// <summary>Counts the calls of ports, keeps their names, and fails at the one that a test names.</summary>
internal sealed class Effects
{
    private readonly Lock _lock = new();
    private readonly List<string> _calls = [];
    private int? _crashAt;

    /// <summary>The calls since the last <see cref="Restart"/>: <c>Incidents.TryCreateAsync</c>.</summary>
    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_lock) return [.. _calls];
        }
    }

    /// <summary>The n-th call from now, counted from 1, is not made: the process crashes, once.</summary>
    public void CrashAt(int call)
    {
        lock (_lock)
        {
            _calls.Clear();
            _crashAt = call;
        }
    }

    /// <summary>Counts from the beginning; nothing fails.</summary>
    public void Restart()
    {
        lock (_lock)
        {
            _calls.Clear();
            _crashAt = null;
        }
    }

    public void Pass(string port, [CallerMemberName] string method = "")
    {
        lock (_lock)
        {
            _calls.Add($"{port}.{method}");
            if (_calls.Count != _crashAt) return;
            _crashAt = null;
            throw new CrashException(_calls[^1]);
        }
    }
}
