using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using OpsWorker.Kubernetes.Live.Configuration;

namespace OpsWorker.Kubernetes.Live.Credentials;

/// <summary>
/// Credentials that a program fetches. It is run when there is no credential yet, when the last one expires or when the
/// API server refused it; several requests that wait share one run.
/// </summary>
internal sealed class ExecCredential(ExecPlugin plugin, TimeProvider time) : ICredentialSource
{
    private const int MaxErrorLength = 500;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>A credential this close to its end is not used for another request.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile Entry? _last;
    private Task<Entry>? _running;

    public X509Certificate2? Certificate => _last?.Credential.Certificate;

    public async ValueTask<Credential> GetAsync(CancellationToken cancellationToken)
    {
        if (Current() is { } current) return current;
        Task<Entry> running;
        lock (_lock)
        {
            if (_running is null or { IsCompleted: true }) _running = FetchAsync();
            running = _running;
        }

        return (await running.WaitAsync(cancellationToken)).Credential;
    }

    public void Forget() => _last = null;

    private Credential? Current() =>
        _last is { } last && (last.ExpiresAt is null || last.ExpiresAt > time.GetUtcNow() + Margin) ? last.Credential : null;

    private async Task<Entry> FetchAsync()
    {
        var output = await RunAsync();
        try
        {
            var status = ExecInfo.Read(output);
            var certificate = status is { ClientCertificateData: { } pem, ClientKeyData: { } key } ? X509Certificate2.CreateFromPem(pem, key) : null;
            if (status?.Token is null && certificate is null) throw new KubeConfigException($"{plugin.Command} gave neither a token nor a certificate.");
            return _last = new Entry(new Credential(status?.Token, certificate), status!.ExpirationTimestamp);
        }
        catch (Exception e) when (e is JsonException or CryptographicException)
        {
            // Neither the output nor the inner message is repeated: they may hold a part of the credential.
            throw new KubeConfigException($"{plugin.Command} gave no ExecCredential.");
        }
    }

    private async Task<string> RunAsync()
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var process = Start();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            if (process.ExitCode == 0) return await output;
            throw new KubeConfigException($"{plugin.Command} ended with {process.ExitCode}: {Shorten(await errors)}");
        }
        catch (OperationCanceledException)
        {
            throw new KubeConfigException($"{plugin.Command} did not end within {Timeout.TotalSeconds:0} seconds.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in plugin.Environment) start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = plugin.Info;
        try
        {
            var process = Process.Start(start) ?? throw new KubeConfigException($"{plugin.Command} could not be started.");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new KubeConfigException($"{plugin.Command} could not be started: {e.Message}. {plugin.InstallHint}".TrimEnd(), e);
        }
    }

    private static string Shorten(string text) => text.Length <= MaxErrorLength ? text.Trim() : text[..MaxErrorLength].Trim() + "…";

    private sealed record Entry(Credential Credential, DateTimeOffset? ExpiresAt);
}
