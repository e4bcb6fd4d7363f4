using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Xunit;

namespace OpsWorker.Testing;

/// <summary>A program that a test starts. It is killed at the latest when the test's own process ends.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    // .NET programs that end before optimised code pays: a quarter less time for each of them. Native programs do not read it.
    private static readonly Dictionary<string, string> s_shortLived = new() { ["DOTNET_TC_CallCountThreshold"] = "1000" };

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private ChildProcess(Process process) => _process = process;

    /// <summary>The lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => [.. _output];

    /// <summary>The lines of standard error so far.</summary>
    public IReadOnlyList<string> Errors => [.. _errors];

    /// <summary>When it was started, a timestamp of <see cref="Stopwatch"/>.</summary>
    public long StartedAt { get; private set; }

    /// <summary>The most memory that it held so far, in MiB. Linux only.</summary>
    public double PeakMegabytes()
    {
        var line = File.ReadLines($"/proc/{_process.Id}/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return double.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>Starts a program.</summary>
    /// <param name="program">Its path, or its name where PATH has it.</param>
    /// <param name="arguments">Its arguments, as they are.</param>
    /// <param name="environment">What is added to the test's own environment.</param>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (name, value) in s_shortLived) start.Environment[name] = value;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return Start(start);
    }

    /// <summary>Starts a program in an environment that has nothing else.</summary>
    /// <param name="environment">The whole environment.</param>
    /// <param name="folder">The working directory.</param>
    /// <param name="program">Its path.</param>
    /// <param name="arguments">Its arguments, as they are.</param>
    public static ChildProcess StartWith(
        IReadOnlyDictionary<string, string> environment, string folder, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder };
        start.Environment.Clear();
        foreach (var (name, value) in environment) start.Environment[name] = value;
        return Start(start);
    }

    private static ChildProcess Start(ProcessStartInfo start)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var process = new Process { StartInfo = start };
        var child = new ChildProcess(process);
        process.OutputDataReceived += (_, line) => Add(child._output, line.Data);
        process.ErrorDataReceived += (_, line) => Add(child._errors, line.Data);
        AppDomain.CurrentDomain.ProcessExit += child.KillAtExit;
        child.StartedAt = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Starts <c>opsworker</c>.</summary>
    public static ChildProcess StartOpsWorker(
        IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Start(ProductPrograms.Command("opsworker", arguments), environment);

    /// <summary>Starts <c>opsworker-agent</c>.</summary>
    public static ChildProcess StartAgent(IReadOnlyDictionary<string, string> environment) =>
        Start(ProductPrograms.Command("opsworker-agent", []), environment);

    private static ChildProcess Start(IReadOnlyList<string> command, IReadOnlyDictionary<string, string>? environment) =>
        Start(command[0], command.Skip(1), environment);

    /// <summary>Waits for a line of standard output or standard error.</summary>
    public Task<string> LineAsync(Func<string, bool> isIt, string what) => Eventually.ShouldBeFoundAsync(
        () =>
        {
            var line = Output.Concat(Errors).FirstOrDefault(isIt);
            if (line is null && _process.HasExited)
            {
                throw new ShouldAssertException($"It ended with exit code {_process.ExitCode} before: {what}.\n{Transcript()}");
            }

            return Task.FromResult(line);
        },
        what,
        Transcript);

    /// <summary>Waits for the program to end by itself; its exit code.</summary>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends the program with SIGKILL and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
    }

    /// <summary>Sends the program a signal, for example <c>STOP</c>; where there are none the test is skipped.</summary>
    public async Task SignalAsync(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals on Windows.");
        await using var kill = Start("kill", ["-" + signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        (await kill.ExitCodeAsync(CancellationToken.None)).ShouldBe(0, kill.Transcript());
    }

    /// <summary>The process's output, for the message of a failed test.</summary>
    public string Transcript() =>
        $"Standard output:\n{string.Join('\n', Output)}\nStandard error:\n{string.Join('\n', Errors)}";

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        await KillAsync();
        _process.Dispose();
    }

    private static void Add(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null) lines.Enqueue(line);
    }

    private void KillAtExit(object? sender, EventArgs e) => _process.Kill(entireProcessTree: true);
}
