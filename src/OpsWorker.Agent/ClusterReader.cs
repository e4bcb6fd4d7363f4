using OpsWorker.Agent.Settings;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Dump;
using OpsWorker.Kubernetes.Live;
using OpsWorker.Kubernetes.Live.Configuration;
using OpsWorker.Kubernetes.Live.Probes;

namespace OpsWorker.Agent;

/// <summary>Finds the cluster that answers: a recording, the one that the pod is in, or that of a kubeconfig file.</summary>
internal static class ClusterReader
{
    /// <exception cref="InvalidSettingsException">There is none.</exception>
    public static IQueryReader Open(AgentSettings settings, Func<string, string?> variable, TimeProvider time) =>
        Guard<IQueryReader>(() => settings.Dump is { } folder
            ? DumpReader.Open(folder)
            : new LiveReader(Connect(variable, time), time, Options(settings)));

    /// <summary>The cluster to watch; null where nothing is watched.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static ClusterConnection? OpenToWatch(AgentSettings settings, Func<string, string?> variable, TimeProvider time) =>
        settings.Detection is null ? null : Guard(() => Connect(variable, time));

    private static T Guard<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is KubeConfigException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"There is no cluster to ask: {e.Message}");
        }
    }

    private static LiveReaderOptions Options(AgentSettings settings) => new()
    {
        Probes = settings.Probes ? new ProbeOptions() : null,
        Prometheus = settings.PrometheusUrl,
    };

    private static ClusterConnection Connect(Func<string, string?> variable, TimeProvider time) =>
        (string.IsNullOrEmpty(variable("KUBECONFIG"))
            ? InClusterConfiguration.Find(variable, InClusterConfiguration.ServiceAccountFolder, time)
            : null)
        ?? KubeConfig.Load(KubeConfig.DefaultFiles(variable)).Connect(null, time);
}
