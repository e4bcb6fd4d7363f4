using System.Diagnostics;
using System.Text.RegularExpressions;
using Xunit;

namespace OpsWorker.Testing.Aws;

/// <summary>
/// An AWS-compatible endpoint for all tests of the assembly: the address in <c>OPSWORKER_TEST_AWS_ENDPOINT</c>, or a
/// <c>moto_server</c> that runs as long as the tests.
/// </summary>
public sealed partial class AwsEndpoint : IAsyncLifetime
{
    /// <summary>The region of the tests.</summary>
    public const string Region = "us-east-1";

    private const string Variable = "OPSWORKER_TEST_AWS_ENDPOINT";
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(30);
    private Process? _moto;

    /// <summary>The address; null where no endpoint is available.</summary>
    public Uri? Address { get; private set; }

    /// <summary>The reason why no endpoint is available, or null.</summary>
    public string? Unavailable => Address is null ? $"{Variable} is not set and moto_server is not on PATH." : null;

    /// <summary>True for an emulator, which lacks some behaviour of AWS.</summary>
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
        // All other output is read and dropped, so that the process never blocks on a full pipe.
        moto.OutputDataReceived += (_, _) => { };
        moto.BeginOutputReadLine();
        while (await moto.StandardError.ReadLineAsync() is { } line)
        {
            if (RunningOn().Match(line) is not { Success: true } match) continue;
            _ = moto.StandardError.BaseStream.CopyToAsync(Stream.Null);
            return new Uri(match.Groups["url"].Value);
        }

        throw new InvalidOperationException("moto_server ended before it listened.");
    }

    private static string? FindOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"Running on (?<url>http://\S+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RunningOn();
}
