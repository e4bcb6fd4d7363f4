using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Telemetry;

/// <summary>Traces, metrics and logs by OTLP, as the standard environment variables say.</summary>
public sealed class OtlpTests
{
    private const string SecretOfTeams = "sig-9Xk2Lm4Qp7";

    [Fact]
    public async Task Traces_metrics_and_logs_are_sent_where_the_standard_variable_says()
    {
        var received = new ConcurrentQueue<(string Path, string Body)>();
        await using var collector = await StartCollectorAsync(received);
        await using var server = await MeasuredServer.StartAsync(new()
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Urls.Single(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "200",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "100",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "100",
            ["OTEL_SERVICE_NAME"] = "opsworker-test",
            ["OPSWORKER_Logging__LogLevel__Microsoft"] = "Trace",
            ["OPSWORKER_Logging__LogLevel__Microsoft.AspNetCore"] = "Trace",
            ["OPSWORKER_Logging__OpenTelemetry__LogLevel__Microsoft"] = "Trace",
            ["OPSWORKER_Notifiers__Enabled"] = "teams",
            ["OPSWORKER_Notifiers__teams__Url"] = $"{collector.Urls.Single()}/workflows/{SecretOfTeams}",
        });
        await server.InvestigateAsync();
        await server.RefuseAsync();

        foreach (var (path, text) in ((string, string)[])
            [("/v1/traces", "process alerts"), ("/v1/metrics", "opsworker.messages.handled"), ("/v1/logs", "Refused"),
                ("/v1/traces", "opsworker-test")])
        {
            await Eventually.ShouldBeTrueAsync(
                () => Task.FromResult(received.Any(r => r.Path == path && r.Body.Contains(text, StringComparison.Ordinal))),
                $"{path} has {text}",
                () => string.Join(' ', received.Select(r => r.Path)));
        }

        using var metrics = await server.GetAsync("/metrics");
        ((int)metrics.StatusCode).ShouldBe(404);

        // The webhook's key is in the address of a request, the workflow's secret in one that is called.
        received.ShouldContain(r => r.Path.EndsWith(SecretOfTeams, StringComparison.Ordinal));
        received.ShouldContain(r => r.Path == "/v1/logs" && r.Body.Contains("/v1/webhooks/alertmanager/***", StringComparison.Ordinal));
        received.ShouldAllBe(r => !r.Body.Contains(server.WebhookKey, StringComparison.Ordinal));
        received.ShouldAllBe(r => !r.Body.Contains(SecretOfTeams, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_log_is_one_JSON_document_a_line_where_that_is_asked_for()
    {
        await using var server = await MeasuredServer.StartAsync([], "--log-format", "json");
        await server.RefuseAsync();

        var line = await Eventually.ShouldBeFoundAsync(
            () => Task.FromResult(server.Log.FirstOrDefault(l => l.Contains("Refused", StringComparison.Ordinal))),
            "the refusal in the log");

        var entry = System.Text.Json.JsonElement.Parse(line);
        entry.GetProperty("LogLevel").GetString().ShouldBe("Warning");
        entry.GetProperty("Category").GetString()!.ShouldContain("WebhookRefusals");
    }

    [Fact]
    public async Task A_form_of_log_that_does_not_exist_is_refused() =>
        (await Commands.CommandResult.OfAsync("up", "--log-format", "xml")).ShouldExitWith(2).Errors
            .ShouldContain("--log-format is \"xml\"; text or json was expected.");

    private static async Task<WebApplication> StartCollectorAsync(ConcurrentQueue<(string Path, string Body)> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var collector = builder.Build();
        collector.MapPost("/{**path}", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            received.Enqueue((context.Request.Path.Value!, Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/x-protobuf";
        });
        await collector.StartAsync(TestContext.Current.CancellationToken);
        return collector;
    }
}
