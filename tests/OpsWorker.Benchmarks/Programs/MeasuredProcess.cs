using System.Diagnostics;
using System.Globalization;
using OpsWorker.Benchmarks.Startup;

namespace OpsWorker.Benchmarks.Programs;

/// <summary>A program that runs while it is measured. Linux only.</summary>
internal sealed class MeasuredProcess : IDisposable
{
    private readonly Process _process;
    private readonly TimeSpan _before = ChildrenUsage.ProcessorTime();
    private readonly long _started = Stopwatch.GetTimestamp();

    public MeasuredProcess(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    /// <summary>The time since the start.</summary>
    public double WallMilliseconds => Stopwatch.GetElapsedTime(_started).TotalMilliseconds;

    /// <summary>Standard output.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>The resident memory now, in MiB.</summary>
    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Waits for what the program does, which must not end before.</summary>
    public async Task<T> UntilAsync<T>(Task<T> happens)
    {
        if (await Task.WhenAny(happens, _process.WaitForExitAsync()) == happens) return await happens;
        throw new InvalidOperationException(
            $"{_process.StartInfo.FileName} ended with exit code {_process.ExitCode} before it had done what is measured.");
    }

    /// <summary>Waits for the end, which must be a good one.</summary>
    public async Task ExitAsync()
    {
        await Output.ReadToEndAsync();
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
            throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with exit code {_process.ExitCode}.");
    }

    /// <summary>
    /// Ends the program where it still runs; the processor time that it took in all. One program at a time can be measured so.
    /// </summary>
    public async Task<double> EndAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        return (ChildrenUsage.ProcessorTime() - _before).TotalMilliseconds;
    }

    public void Dispose() => _process.Dispose();
}
