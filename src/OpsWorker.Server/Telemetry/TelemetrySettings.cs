namespace OpsWorker.Server.Telemetry;

/// <summary>The exporters that are switched on.</summary>
/// <param name="Prometheus">Serve <c>/metrics</c>.</param>
/// <param name="Otlp">Send traces, metrics and logs by OTLP, as the standard environment variables of OpenTelemetry say.</param>
/// <param name="Variables">The standard variables.</param>
internal sealed record TelemetrySettings(bool Prometheus, bool Otlp, IReadOnlyDictionary<string, string?> Variables)
{
    /// <summary>
    /// The prefix of the standard variables: https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/.
    /// </summary>
    public const string Prefix = "OTEL_";

    public static readonly TelemetrySettings Off = new(Prometheus: false, Otlp: false, new Dictionary<string, string?>());

    private static readonly string[] s_endpoints =
    [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];

    /// <summary>Nothing is exported.</summary>
    public bool IsOff => !Prometheus && !Otlp;

    /// <summary>Reads the setting <c>Metrics</c> and the standard variables.</summary>
    /// <exception cref="FormatException">A value is wrong; the message names it.</exception>
    public static TelemetrySettings Read(string? metrics, IReadOnlyDictionary<string, string?> environment)
    {
        var prometheus = metrics switch
        {
            null or "" or "off" => false,
            "on" => true,
            _ => throw new FormatException($"OPSWORKER_Metrics is \"{metrics}\"; on or off was expected."),
        };
        var variables = environment.Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .ToDictionary(variable => variable.Key, variable => variable.Value);
        var disabled = string.Equals(variables.GetValueOrDefault("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        return new TelemetrySettings(
            prometheus, !disabled && s_endpoints.Any(name => !string.IsNullOrEmpty(variables.GetValueOrDefault(name))), variables);
    }
}
