using System.Net;
using System.Text.RegularExpressions;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Telemetry;

/// <summary>The metrics of <c>/metrics</c>, and the dashboard and the alert rules that are made of them.</summary>
public sealed partial class MetricsTests
{
    [Fact]
    public async Task An_investigation_is_measured_from_the_webhook_to_the_message()
    {
        await using var server = await MeasuredServer.StartAsync(new() { ["OPSWORKER_Metrics"] = "on" });
        await server.InvestigateAsync();
        await server.RefuseAsync();

        var metrics = await Eventually.ShouldBeFoundAsync(
            async () => await server.MetricsAsync() is var text && text.Contains("opsworker_first_message_delay_seconds_count{")
                ? text
                : null,
            "the message is measured");

        Value(metrics, "opsworker_messages_handled_total", "queue=\"alerts\"", "outcome=\"done\"").ShouldBe("1");
        Value(metrics, "opsworker_investigations_total", "verdict=\"ImageReferenceInvalid\"").ShouldBe("1");
        Value(metrics, "opsworker_investigation_duration_seconds_count").ShouldBe("1");
        Value(metrics, "opsworker_confidence_count").ShouldBe("1");
        Value(metrics, "opsworker_notifications_total", "operation=\"send\"", "outcome=\"delivered\"").ShouldBe("1");
        Value(metrics, "opsworker_webhooks_refused_total", "source=\"alertmanager\"").ShouldBe("1");
        Value(metrics, "opsworker_agents", "status=\"Connected\"").ShouldBe("1");
        Value(metrics, "opsworker_queries_total", "outcome=\"Success\"").ShouldNotBe("0");
    }

    [Fact]
    public async Task Every_metric_of_the_dashboard_and_of_the_alert_rules_is_there()
    {
        await using var server = await MeasuredServer.StartAsync(new() { ["OPSWORKER_Metrics"] = "on" });
        await server.InvestigateAsync();
        await server.RefuseAsync();
        var folder = Path.Combine(Repository.Root, "deploy", "monitoring");
        var used = Directory.GetFiles(folder).SelectMany(file => Metric().Matches(File.ReadAllText(file)).Select(m => m.Value)).Distinct();

        used.Count().ShouldBeGreaterThan(10);
        await Eventually.ShouldBeFoundAsync(
            async () => await server.MetricsAsync() is var text && used.All(name => Defines(text, name)) ? text : null,
            $"all of {string.Join(", ", used)} are measured");
    }

    [Fact]
    public async Task Without_the_setting_there_are_no_metrics()
    {
        await using var server = await MeasuredServer.StartAsync([]);

        using var answer = await server.GetAsync("/metrics");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_setting_that_is_neither_on_nor_off_is_refused()
    {
        var result = await Commands.CommandResult.OfAsync(["up"], new() { ["OPSWORKER_Metrics"] = "yes" });

        result.ShouldExitWith(2).Errors.ShouldContain("OPSWORKER_Metrics is \"yes\"; on or off was expected.");
    }

    // A gauge without a queue that has messages has no series.
    private static bool Defines(string metrics, string name) =>
        metrics.Contains(name + "{", StringComparison.Ordinal) || metrics.Contains(name + " ", StringComparison.Ordinal)
        || name is "opsworker_queue_age_seconds" or "opsworker_queue_messages" or "opsworker_dead_letters";

    private static string Value(string metrics, string name, params string[] labels)
    {
        var found = metrics.Split('\n').Select(line => Sample().Match(line)).Where(sample => sample.Groups["name"].Value == name
            && labels.All(label => sample.Groups["labels"].Value.Contains(label, StringComparison.Ordinal))).ToList();
        found.Count.ShouldBe(1, $"{name} {string.Join(' ', labels)}\n{metrics}");
        return found[0].Groups["value"].Value;
    }

    [GeneratedRegex(
        "^(?<name>[a-z_]+)({(?<labels>.*)})? (?<value>[^ ]+)( [0-9]+)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Sample();

    [GeneratedRegex("opsworker_[a-z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Metric();
}
