using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace OpsWorker.Testing.Aws;

/// <summary>
/// An AWS-compatible endpoint for all tests of the assembly: the one that <c>OPSWORKER_TEST_AWS_ENDPOINT</c> names, or
/// a <c>moto_server</c> that is started here and stopped at the end.
/// </summary>
public sealed partial class AwsEndpoint : IAsyncLifetime
{
    /// <summary>The region that tests say they are in.</summary>
    public const string Region = "us-east-1";

    private const string Variable = "OPSWORKER_TEST_AWS_ENDPOINT";
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private Process? _moto;

    /// <summary>Where it is; null where there is none.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Why there is none.</summary>
    public string? Unavailable => Address is null ? $"{Variable} is not set and moto_server is not on PATH." : null;

    /// <summary>Whether it only stands for AWS, and falls short of it in known ways.</summary>
    public bool IsEmulator => Address is not null && !Address.Host.EndsWith(".amazonaws.com", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address)
        {
            Address = new Uri(address);
            return;
        }

        if (FindOnPath("moto_server") is not { } program) return;
        _moto = Process.Start(new ProcessStartInfo(program, ["-H", "127.0.0.1", "-p", "0"])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        Address = await ReadAddressAsync(_moto).WaitAsync(StartTime, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_moto is null) return;
        _moto.Kill(entireProcessTree: true);
        await _moto.WaitForExitAsync();
        _moto.Dispose();
    }

    private static async Task<Uri> ReadAddressAsync(Process moto)
    {
        // The rest of what it writes is read and dropped, so that it never waits for a full pipe.
        moto.OutputDataReceived += (_, _) => { };
        moto.BeginOutputReadLine();
        while (await moto.StandardError.ReadLineAsync() is { } line)
        {
            if (RunningOn().Match(line) is not { Success: true } match) continue;
            _ = moto.StandardError.BaseStream.CopyToAsync(Stream.Null);
            return new Uri(match.Groups["url"].Value);
        }

        throw new InvalidOperationException("moto_server ended before it served.");
    }

    private static string? FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"Running on (?<url>http://\S+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RunningOn();
}
