using OpsWorker.Agent.Identity;
using OpsWorker.Agent.Settings;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Kubernetes.Readers.Live;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Kubernetes.Readers.Live.Probes;

namespace OpsWorker.Agent;

/// <summary>Selects the cluster to read: a recording, or the cluster of the pod.</summary>
internal static class ClusterReader
{
    /// <exception cref="InvalidSettingsException">There is no cluster.</exception>
    public static IQueryReader Open(AgentSettings settings, Func<string, string?> variable, TimeProvider time) =>
        Guard<IQueryReader>(() => settings.Dump is { } folder
            ? DumpReader.Open(folder, Masker(settings))
            : new LiveReader(Connect(settings, variable, time), time, Options(settings)));

    /// <summary>The cluster to watch; null if detection is off.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static IClusterConnection? OpenToWatch(AgentSettings settings, Func<string, string?> variable, TimeProvider time) =>
        settings.Detection is null ? null : Guard(() => Connect(settings, variable, time));

    /// <summary>The place that keeps the agent's token; null where the token is given by hand.</summary>
    /// <inheritdoc cref="Open" path="/exception"/>
    public static IIdentityStore? OpenIdentity(AgentSettings settings, Func<string, string?> variable, TimeProvider time) =>
        settings.Identity switch
        {
            null => null,
            { Secret: { } secret } => Guard(() => new IdentitySecret(Connect(settings, variable, time), secret)),
            { File: var file } => new IdentityFile(file!),
        };

    private static T Guard<T>(Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is ClusterConnectionException or IOException or UnauthorizedAccessException)
        {
            throw new InvalidSettingsException($"There is no cluster to read: {e.Message}");
        }
    }

    private static LiveReaderOptions Options(AgentSettings settings) => new()
    {
        Probes = settings.Probes ? new ProbeOptions() : null,
        Prometheus = settings.PrometheusUrl,
        Masker = Masker(settings),
    };

    private static SecretMasker Masker(AgentSettings settings) => new(settings.MaskPatterns, settings.MaskPersonalData);

    private static InClusterConnection Connect(AgentSettings settings, Func<string, string?> variable, TimeProvider time) =>
        InClusterConnection.Open(variable, settings.ServiceAccountFolder, time);
}
