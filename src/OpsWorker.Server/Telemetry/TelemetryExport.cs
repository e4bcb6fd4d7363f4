using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace OpsWorker.Server.Telemetry;

/// <summary>Exports what is measured. Nothing is loaded where nothing is switched on.</summary>
internal static class TelemetryExport
{
    private const string MetricsPath = "/metrics";

    private static readonly string[] s_meters =
    [
        Instruments.Name, Instruments.Name + ".*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime",
    ];

    /// <summary>Registers what the settings switch on.</summary>
    /// <param name="builder">The builder of the server.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="state">The gauges of the records.</param>
    public static void AddTelemetry(this WebApplicationBuilder builder, TelemetrySettings settings, StoredState state)
    {
        if (settings.IsOff) return;
        state.CreateGauges();

        // The SDK reads its variables from the configuration, which has only this program's own.
        builder.Configuration.AddInMemoryCollection(settings.Variables);
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource =>
        {
            if (!settings.Variables.ContainsKey("OTEL_SERVICE_NAME"))
                resource.AddService("opsworker", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3));
        });
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddMeter(s_meters);
            if (settings.Prometheus) metrics.AddPrometheusExporter();
            if (settings.Otlp) metrics.AddOtlpExporter();
        });
        if (!settings.Otlp) return;
        telemetry.WithTracing(tracing => tracing
            .AddSource(Instruments.Name, "Microsoft.AspNetCore", "System.Net.Http")
            .AddProcessor(new RedactedSpans())
            .AddOtlpExporter());
        telemetry.WithLogging(logging => logging.AddProcessor(new RedactedLogs()).AddOtlpExporter());
    }

    public static void MapTelemetry(this WebApplication application, TelemetrySettings settings)
    {
        if (settings.Prometheus) application.MapPrometheusScrapingEndpoint(MetricsPath);
    }
}
