using System.ComponentModel;
using System.Diagnostics;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Server.Clusters.Exec;

/// <summary>Runs an exec plugin without a terminal and within a time limit.</summary>
internal static class ExecProcess
{
    private const int MaxErrorLength = 500;

    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(30);

    /// <summary>The plugin's standard output.</summary>
    /// <exception cref="ClusterConnectionException">It could not be started, failed, or took too long.</exception>
    public static async Task<string> RunAsync(ExecPlugin plugin, TimeProvider time)
    {
        using var timeout = new CancellationTokenSource(s_timeout, time);
        using var process = Start(plugin);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var errors = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            if (process.ExitCode == 0) return await output;
            throw new ClusterConnectionException($"{plugin.Command} ended with {process.ExitCode}: {Shorten(await errors)}");
        }
        catch (OperationCanceledException)
        {
            throw new ClusterConnectionException(
                $"{plugin.Command} did not end within {s_timeout.TotalSeconds:0} seconds; if it wants you to log in, run "
                + "`kubectl get namespaces` once in a terminal.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(ExecPlugin plugin)
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
            var process = Process.Start(start) ?? throw new ClusterConnectionException($"{plugin.Command} could not be started.");
            process.StandardInput.Close();
            return process;
        }
        catch (Win32Exception e)
        {
            throw new ClusterConnectionException($"{plugin.Command} could not be started: {e.Message}. {plugin.InstallHint}".TrimEnd(), e);
        }
    }

    private static string Shorten(string text) => text.Length <= MaxErrorLength ? text.Trim() : text[..MaxErrorLength].Trim() + "…";
}
