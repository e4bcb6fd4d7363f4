using System.Text.Json;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake;

/// <summary>The identity of an alert while it fires and once it is resolved, by pairs of documented payloads.</summary>
public sealed class OccurrenceTests
{
    [Theory]
    [InlineData("datadog", "06-our-template-triggered", "07-our-template-recovered")]
    [InlineData("pagerduty", "02-acknowledged", "03-resolved")]
    [InlineData("opsgenie", "01-create", "02-close")]
    [InlineData("sentry", "02-metric-critical", "03-metric-resolved")]
    [InlineData("newrelic", "01-activated", "02-closed")]
    [InlineData("azuremonitor", "01-metric-fired", "02-metric-resolved")]
    [InlineData("gcp", "01-open-k8s", "02-closed")]
    [InlineData("dynatrace", "01-open", "02-resolved")]
    [InlineData("elastic", "01-fired", "02-recovered")]
    [InlineData("zabbix", "01-problem", "02-recovery")]
    public void An_occurrence_that_its_source_identifies_has_one_id(string source, string firing, string resolved)
    {
        var (one, other) = (Read(source, firing), Read(source, resolved));

        (one.Status, other.Status).ShouldBe((AlertStatus.Firing, AlertStatus.Resolved));
        (other.Id, other.Fingerprint).ShouldBe((one.Id, one.Fingerprint));
        (one.StartIsUnknown, other.StartIsUnknown).ShouldBe((false, false));
    }

    [Theory]
    [InlineData("datadog", "01-default-triggered-group-in-link", "02-default-recovered")]
    [InlineData("cloudwatch", "01-sns-alarm", "08-eventbridge-ok")]
    [InlineData("checkly", "01-failure", "02-recovery")]
    [InlineData("uptimekuma", "01-down", "02-up")]
    [InlineData("sentry", "04-issue-created", "05-issue-resolved")]
    public void An_occurrence_whose_start_is_not_stated_has_one_fingerprint(string source, string firing, string resolved)
    {
        var (one, other) = (Read(source, firing), Read(source, resolved));

        other.Fingerprint.ShouldBe(one.Fingerprint);
        (one.Status, other.Status, other.StartIsUnknown).ShouldBe((AlertStatus.Firing, AlertStatus.Resolved, true));
    }

    private static Alert Read(string source, string file)
    {
        var path = Path.Combine(Repository.Root, "tests/OpsWorker.Pipeline.Tests/Intake/Documented", source, $"{file}.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return AlertSources.Find(source)!.Read(document.RootElement, Payloads.Organisation,
            Payloads.ReceivedAt).Alerts.ShouldHaveSingleItem();
    }
}
