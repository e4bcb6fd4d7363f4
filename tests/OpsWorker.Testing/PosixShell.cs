using System.Diagnostics;
using Shouldly;
using Xunit;

namespace OpsWorker.Testing;

/// <summary>A real POSIX shell that splits command lines into words. It finds no program, so nothing but its builtins can run.</summary>
public static class PosixShell
{
    private const string Path = "/bin/sh";
    private const string End = "<end of the command line>";

    /// <summary>The words of each command line. The test fails where one is no valid syntax or runs anything.</summary>
    public static async Task<IReadOnlyList<string[]>> WordsAsync(IReadOnlyList<string> commandLines)
    {
        Assert.SkipUnless(File.Exists(Path), "There is no POSIX shell.");
        var script = string.Join('\n', commandLines.Select(line => $"printf '%s\\0' {line} '{End}'"));
        await RunAsync("-n", "-c", script);
        var words = new List<string[]>();
        var rest = (await RunAsync("-c", script)).Split('\0').SkipLast(1).ToList();
        while (rest.Count > 0)
        {
            var count = rest.IndexOf(End);
            count.ShouldBeGreaterThanOrEqualTo(0, $"a word was lost in:\n{script}");
            words.Add([.. rest.Take(count)]);
            rest.RemoveRange(0, count + 1);
        }

        words.Count.ShouldBe(commandLines.Count, script);
        return words;
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/nonexistent";
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        (await errors).ShouldBeEmpty(arguments[^1]);
        shell.ExitCode.ShouldBe(0, arguments[^1]);
        return output;
    }
}
