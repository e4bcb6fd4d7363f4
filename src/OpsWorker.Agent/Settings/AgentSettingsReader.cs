using System.Globalization;
using System.Net;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Core.Clusters;
using OpsWorker.Kubernetes.Readers.Live.Connections;
using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Agent.Settings;

/// <summary>Reads all settings and reports all errors at once.</summary>
internal static class AgentSettingsReader
{
    public const string ServerUrl = "OPSWORKER_SERVER_URL";
    public const string AwsRegion = TrustedOrigins.RegionVariable;
    public const string AwsEndpoint = "OPSWORKER_AWS_ENDPOINT";
    public const string ClusterName = "OPSWORKER_CLUSTER_NAME";
    public const string Capabilities = "OPSWORKER_CAPABILITIES";
    public const string DiagnosticsNamespaces = "OPSWORKER_DIAGNOSTICS_NAMESPACES";
    public const string StatusInterval = "OPSWORKER_STATUS_INTERVAL_SECONDS";
    public const string TlsInsecure = "OPSWORKER_TLS_INSECURE";
    public const string Namespaces = "OPSWORKER_WATCH_NAMESPACES";
    public const string QueryConcurrency = "OPSWORKER_QUERY_CONCURRENCY";
    public const string QueryTimeout = "OPSWORKER_QUERY_TIMEOUT_SECONDS";
    public const string CommandConcurrency = "OPSWORKER_COMMAND_CONCURRENCY";
    public const string MaxResultBytes = "OPSWORKER_MAX_RESULT_BYTES";
    public const string MaxTotalBytes = "OPSWORKER_MAX_TOTAL_BYTES";
    public const string Visibility = "OPSWORKER_VISIBILITY_SECONDS";
    public const string Drain = "OPSWORKER_DRAIN_SECONDS";
    public const string MaskPatterns = "OPSWORKER_MASK_PATTERNS";
    public const string MaskPersonalData = "OPSWORKER_MASK_PERSONAL_DATA";
    public const string Listen = "OPSWORKER_LISTEN";
    public const string Probes = "OPSWORKER_PROBES";
    public const string PrometheusUrl = "OPSWORKER_PROMETHEUS_URL";
    public const string ServiceAccountFolder = "OPSWORKER_SERVICE_ACCOUNT_FOLDER";
    public const string Dump = "OPSWORKER_DUMP";

    private const string DefaultListen = "127.0.0.1:9090";
    private const string NoListen = "off";
    private const int MaxNamespaces = 200;
    private const int MaxNamespaceLength = 63;
    private const int KiB = 1024;

    /// <exception cref="InvalidSettingsException">A setting is invalid.</exception>
    public static AgentSettings Read(SettingsReader reader)
    {
        var defaults = new QueryLimits();
        var serverUrl = ReadUrl(reader, ServerUrl, "of the OpsWorker server");
        var (token, identity) = IdentitySettingsReader.Read(reader);
        var settings = new AgentSettings
        {
            ServerUrl = serverUrl,
            AwsRegion = ReadRegion(reader),
            AwsEndpoint = reader.Text(AwsEndpoint) is null ? null : ReadUrl(reader, AwsEndpoint, "in place of AWS"),
            Token = token,
            Identity = identity,
            ClusterName = reader.Text(ClusterName),
            Capabilities = ReadCapabilities(reader),
            DiagnosticsNamespaces = ReadNamespaces(reader, DiagnosticsNamespaces, MaxNamespaces),
            StatusInterval = reader.Seconds(StatusInterval, AgentHeartbeat.DefaultInterval, 5, 300),
            IsTlsInsecure = reader.Switch(TlsInsecure) ?? false,
            Namespaces = ReadNamespaces(reader, Namespaces, MaxNamespaces),
            Limits = defaults with
            {
                Concurrency = (int)reader.Number(QueryConcurrency, defaults.Concurrency, 1, 64),
                Timeout = reader.Seconds(QueryTimeout, defaults.Timeout, 1, 300),
                MaxResultBytes = (int)reader.Number(MaxResultBytes, defaults.MaxResultBytes, 64 * KiB, defaults.MaxTotalBytes),
                MaxTotalBytes = reader.Number(MaxTotalBytes, defaults.MaxTotalBytes, 64 * KiB, defaults.MaxTotalBytes),
            },
            CommandConcurrency = (int)reader.Number(CommandConcurrency, 2, 1, 16),
            Visibility = reader.Seconds(Visibility, TimeSpan.FromSeconds(30), 5, 600),
            DrainTime = reader.Seconds(Drain, TimeSpan.FromSeconds(20), 0, 300),
            MaskPatterns = ReadMaskPatterns(reader),
            MaskPersonalData = reader.Switch(MaskPersonalData) ?? false,
            Listen = ReadListen(reader),
            Probes = reader.Switch(Probes) ?? IsInCluster(reader),
            PrometheusUrl = reader.Text(PrometheusUrl) is null ? null : ReadUrl(reader, PrometheusUrl, "of a Prometheus"),
            Detection = DetectionSettingsReader.Read(reader),
            ServiceAccountFolder = ReadFolder(reader, ServiceAccountFolder) ?? InClusterConnection.ServiceAccountFolder,
            Dump = ReadFolder(reader, Dump),
        };
        return reader.Errors.Count == 0 ? settings : throw new InvalidSettingsException(string.Join('\n', reader.Errors));
    }

    private static IReadOnlyList<string> ReadCapabilities(SettingsReader reader)
    {
        if (reader.Text(Capabilities) is null) return AgentCapabilities.Reading;
        var names = reader.List(Capabilities);
        foreach (var name in names.Where(name => !AgentCapabilities.Reading.Contains(name)))
        {
            reader.Wrong(Capabilities, $"has \"{name}\"; some of {string.Join(", ", AgentCapabilities.Reading)} were expected.");
        }

        return names;
    }

    private static Uri ReadUrl(SettingsReader reader, string name, string what)
    {
        var text = reader.Text(name);
        var isAddress = Uri.TryCreate(text?.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https";
        if (isAddress && url!.UserInfo.Length == 0) return url;
        reader.Wrong(name, text is null ? $"is not set; the address {what} was expected."
            : isAddress ? "has a user or a password in it, which are not taken."
            : $"is \"{text}\"; an address that begins with https:// or http:// was expected.");
        return new Uri("http://localhost/");
    }

    private static string? ReadRegion(SettingsReader reader)
    {
        var region = reader.Text(AwsRegion);
        if (region is not null && !region.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            reader.Wrong(AwsRegion, $"is \"{region}\"; a region of AWS like eu-west-1 was expected.");
        }

        return region;
    }

    // Addresses of Services and pods are reachable only from the pod network.
    private static bool IsInCluster(SettingsReader reader) =>
        reader.Text("KUBERNETES_SERVICE_HOST") is not null && reader.Text(ServiceAccountFolder) is null;

    /// <summary>Namespace names separated by commas.</summary>
    public static IReadOnlyList<string> ReadNamespaces(SettingsReader reader, string variable, int max)
    {
        var names = reader.List(variable);
        foreach (var name in names.Where(name => !IsNamespace(name)))
        {
            reader.Wrong(variable, $"has \"{name}\", which is no name of a namespace.");
        }

        if (names.Count > max) reader.Wrong(variable, $"has {names.Count} namespaces; {max} are taken.");
        return names;
    }

    private static IReadOnlyList<string> ReadMaskPatterns(SettingsReader reader)
    {
        var patterns = reader.Lines(MaskPatterns);
        try
        {
            _ = new SecretMasker(patterns);
        }
        catch (FormatException e)
        {
            reader.Wrong(MaskPatterns, $"cannot be used: {e.Message}");
        }

        return patterns;
    }

    /// <summary>The address of health and metrics; null for none, or where it is not valid.</summary>
    public static ListenAddress? ReadListen(SettingsReader reader)
    {
        var text = reader.Text(Listen) ?? DefaultListen;
        if (text == NoListen) return null;
        var colon = text.LastIndexOf(':');
        if (colon > 0
            && IPAddress.TryParse(text[..colon].Trim('[', ']'), out var address)
            && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port <= IPEndPoint.MaxPort)
        {
            var isEverywhere = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
            return new ListenAddress(isEverywhere ? "+" : text[..colon], port);
        }

        reader.Wrong(Listen, $"is \"{text}\"; an address and a port like {DefaultListen} was expected, or {NoListen}.");
        return null;
    }

    private static string? ReadFolder(SettingsReader reader, string name)
    {
        var folder = reader.Text(name);
        if (folder is not null && !Directory.Exists(folder)) reader.Wrong(name, $"is \"{folder}\", which is no folder.");
        return folder;
    }

    // A DNS label (RFC 1123), as Kubernetes requires for namespaces.
    private static bool IsNamespace(string name) =>
        name.Length <= MaxNamespaceLength
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
        && name[0] != '-' && name[^1] != '-';
}
