using System.Text.Json.Nodes;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;

namespace OpsWorker.Pipeline.Tests.Intake;

public sealed class AlertmanagerSourceTests
{
    [Fact]
    public void An_occurrence_has_the_same_id_firing_and_resolved()
    {
        var firing = Payloads.ReadOne(Payloads.Of(Payloads.Alert()));
        var resolved = Payloads.ReadOne(Payloads.Of(Payloads.Alert("resolved")));

        resolved.Id.ShouldBe(firing.Id);
        (firing.Status, firing.EndsAt).ShouldBe((AlertStatus.Firing, null));
        (resolved.Status, resolved.EndsAt).ShouldBe((AlertStatus.Resolved, new DateTimeOffset(2026, 3, 1, 2, 59, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Occurrences_of_other_starts_fingerprints_or_organisations_have_other_ids()
    {
        var id = Payloads.ReadOne(Payloads.Of(Payloads.Alert())).Id;

        Payloads.ReadOne(Payloads.With("startsAt", "2026-03-01T03:55:00Z")).Id.ShouldNotBe(id);
        Payloads.ReadOne(Payloads.With("fingerprint", "other")).Id.ShouldNotBe(id);
    }

    [Fact]
    public void A_group_is_read_in_its_order_each_alert_with_its_own_status()
    {
        var batch = Payloads.Read(Payloads.Of(Payloads.Alert("resolved"), Payloads.Alert("firing"), Payloads.Alert("resolved")));

        batch.Alerts.Select(a => a.Status).ShouldBe([AlertStatus.Resolved, AlertStatus.Firing, AlertStatus.Resolved]);
    }

    [Theory]
    [InlineData(null, AlertStatus.Resolved)]
    [InlineData("", AlertStatus.Resolved)]
    [InlineData("firing", AlertStatus.Firing)]
    public void An_alert_without_a_status_has_that_of_its_group(string? own, AlertStatus status)
    {
        var payload = Payloads.With("status", own);
        payload["status"] = "resolved";

        Payloads.ReadOne(payload).Status.ShouldBe(status);
    }

    [Fact]
    public void Without_a_fingerprint_the_labels_identify_an_alert_whatever_their_order()
    {
        var one = Payloads.With("fingerprint", null);
        var other = Payloads.With("fingerprint", "");
        other["alerts"]![0]!["labels"] =
            new JsonObject { ["severity"] = "warning", ["namespace"] = "shop", ["alertname"] = "KubePodNotReady" };
        var different = Payloads.With("fingerprint", "");
        different["alerts"]![0]!["labels"]!["pod"] = "web-1";

        Payloads.ReadOne(other).Id.ShouldBe(Payloads.ReadOne(one).Id);
        Payloads.ReadOne(different).Id.ShouldNotBe(Payloads.ReadOne(one).Id);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0")]
    [InlineData("\"3\"")]
    [InlineData("4")]
    public void A_payload_of_any_version_is_accepted(string? version)
    {
        var payload = Payloads.Of(Payloads.Alert());
        payload["version"] = version is null ? null : JsonNode.Parse(version);

        Payloads.ReadOne(payload).Name.ShouldBe("KubePodNotReady");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    public void An_alert_whose_start_is_not_stated_started_when_it_arrived(string? startsAt)
    {
        var alert = Payloads.ReadOne(Payloads.With("startsAt", startsAt));

        (alert.StartsAt, alert.StartIsUnknown).ShouldBe((Payloads.ReceivedAt, true));
    }

    [Fact]
    public void An_alert_that_cannot_be_read_is_refused_without_the_others()
    {
        var wrong = Payloads.Alert();
        wrong["startsAt"] = "yesterday";

        var batch = Payloads.Read(Payloads.Of(Payloads.Alert(), wrong, null, Payloads.Alert()));

        batch.Alerts.Count.ShouldBe(2);
        batch.Refused.ShouldBe(
        [
            new PayloadProblem("alerts[1].startsAt", "Is \"yesterday\"; an RFC 3339 time was expected."),
            new PayloadProblem("alerts[2]", "Is of JSON type null; an object was expected."),
        ]);
    }

    [Fact]
    public void Labels_of_other_names_in_UTF_8_name_the_place_beside_their_own()
    {
        var labels = new JsonObject
        {
            ["alertname"] = "Högt",
            ["k8s.namespace.name"] = "shop",
            ["k8s.pod.name"] = "web-1",
            ["θερμοκρασία"] = "90",
        };

        var alert = Payloads.ReadOne(Payloads.With("labels", labels));

        alert.Labels["namespace"].ShouldBe("shop");
        alert.Labels["θερμοκρασία"].ShouldBe("90");
        alert.Resource.ShouldBe(new AlertResource { Namespace = "shop", Pod = "web-1" });
        alert.SilenceUrl.ShouldBeNull();
    }

    [Fact]
    public void The_links_of_an_alert_are_kept_and_a_silence_can_be_made_of_its_labels()
    {
        var payload = Payloads.Of(Payloads.Alert());
        payload["externalURL"] = "https://alerts.example/am/";
        payload["alerts"]![0]!["annotations"] = new JsonObject
        {
            ["runbook_url"] = "https://runbooks.example/pod",
            ["dashboard"] = "https://grafana.example/d/1",
            ["note"] = "kept",
        };

        var alert = Payloads.ReadOne(payload);

        (alert.RunbookUrl, alert.DashboardUrl).ShouldBe(("https://runbooks.example/pod", "https://grafana.example/d/1"));
        alert.Annotations["note"].ShouldBe("kept");
        Uri.UnescapeDataString(alert.SilenceUrl!).ShouldBe(
            "https://alerts.example/am/#/silences/new?filter={alertname=\"KubePodNotReady\", namespace=\"shop\", severity=\"warning\"}");
        JsonNode.DeepEquals(JsonNode.Parse(alert.Original!), payload["alerts"]![0]).ShouldBeTrue();
    }

    [Fact]
    public void An_alert_may_lack_all_but_its_start()
    {
        var alert = Payloads.ReadOne(Payloads.Of(new JsonObject { ["startsAt"] = "2026-03-01T02:55:00Z" }));

        (alert.Name, alert.Severity, alert.Status).ShouldBe(("unnamed alert", Severity.Unknown, AlertStatus.Firing));
        (alert.Summary, alert.Description, alert.GeneratorUrl).ShouldBe((null, null, null));
        alert.Labels.ShouldBeEmpty();
        alert.Annotations.ShouldBeEmpty();
    }

    [Fact]
    public void Empty_values_count_as_missing()
    {
        var payload = Payloads.With("generatorURL", "");
        payload["alerts"]![0]!["labels"]!["alertname"] = "";
        payload["alerts"]![0]!["annotations"] = new JsonObject { ["summary"] = " ", ["message"] = "Message", ["description"] = "" };

        var alert = Payloads.ReadOne(payload);

        (alert.Name, alert.Summary, alert.Description, alert.GeneratorUrl).ShouldBe(("unnamed alert", "Message", null, null));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1970-01-01T00:00:00Z")]
    [InlineData("")]
    [InlineData(null)]
    public void A_resolved_alert_whose_end_is_not_given_ended_when_it_arrived(string? endsAt)
    {
        var payload = Payloads.Of(Payloads.Alert("resolved"));
        payload["alerts"]![0]!["endsAt"] = endsAt;

        Payloads.ReadOne(payload).EndsAt.ShouldBe(Payloads.ReceivedAt);
    }

    [Fact]
    public void The_end_that_a_firing_alert_is_expected_to_have_is_passed_over() =>
        Payloads.ReadOne(Payloads.With("endsAt", "2026-03-01T03:05:00Z")).EndsAt.ShouldBeNull();

    [Fact]
    public void Labels_that_are_no_strings_are_taken_as_they_are_written()
    {
        var labels = JsonNode.Parse(
            """{"replicas":3,"ratio":1.50,"canary":true,"paused":false,"none":null,"text":"\u00e9 <","nested":{"a":[1]}}""");

        Payloads.ReadOne(Payloads.With("labels", labels)).Labels.ShouldBe(new Dictionary<string, string>
        {
            ["replicas"] = "3",
            ["ratio"] = "1.50",
            ["canary"] = "true",
            ["paused"] = "false",
            ["text"] = "é <",
            ["nested"] = """{"a":[1]}""",
        });
    }

    [Fact]
    public void The_last_of_labels_with_the_same_name_counts()
    {
        const string payload =
            """{"version":"4","alerts":[{"startsAt":"2026-03-01T02:55:00Z","labels":{"a":"1","a":"2"},"labels":{"a":"3","a":"4"}}]}""";
        using var document = System.Text.Json.JsonDocument.Parse(payload);

        var batch = new AlertmanagerSource().Read(document.RootElement, Payloads.Organisation, Payloads.ReceivedAt);

        batch.Alerts[0].Labels["a"].ShouldBe("4");
    }

    [Theory]
    [InlineData("critical", Severity.Critical)]
    [InlineData(" PAGE ", Severity.Critical)]
    [InlineData("error", Severity.Error)]
    [InlineData("Warning", Severity.Warning)]
    [InlineData("info", Severity.Info)]
    [InlineData("none", Severity.None)]
    [InlineData("严重", Severity.Unknown)]
    [InlineData("", Severity.Unknown)]
    public void Severity_is_read_from_the_words_that_teams_use(string label, Severity severity)
    {
        var payload = Payloads.Of(Payloads.Alert());
        payload["alerts"]![0]!["labels"]!["severity"] = label;

        Payloads.ReadOne(payload).Severity.ShouldBe(severity);
    }

    [Fact]
    public void Alerts_that_the_sender_left_out_are_counted()
    {
        var payload = Payloads.Of(Payloads.Alert());
        Payloads.Read(payload).Truncated.ShouldBe(0);
        payload["truncatedAlerts"] = 12;
        Payloads.Read(payload).Truncated.ShouldBe(12);
    }

    [Fact]
    public void A_field_beside_the_alerts_that_is_wrong_loses_no_alert()
    {
        var payload = Payloads.Of(Payloads.Alert());
        payload["truncatedAlerts"] = "many";
        payload["commonLabels"] = new JsonArray();
        payload["status"] = 7;

        Payloads.ReadOne(payload).Name.ShouldBe("KubePodNotReady");
    }

    [Theory]
    [InlineData(1772333700)]
    [InlineData(1772333700000)]
    public void A_start_may_be_a_number_since_1970(long startsAt) =>
        Payloads.ReadOne(Payloads.With("startsAt", startsAt)).StartsAt.ToUnixTimeSeconds().ShouldBe(1772333700);

    [Theory]
    [InlineData("2026-03-01T02:55:00.123456789Z", "2026-03-01T02:55:00.1234568Z")]
    [InlineData("2026-03-01T03:55:00+01:00", "2026-03-01T02:55:00.0000000Z")]
    [InlineData("2026-03-01t02:55:00z", "2026-03-01T02:55:00.0000000Z")]
    [InlineData("2026-03-01T02:55:00", "2026-03-01T02:55:00.0000000Z")]
    public void A_start_is_read_in_utc(string startsAt, string utc) =>
        Payloads.ReadOne(Payloads.With("startsAt", startsAt)).StartsAt.UtcDateTime.ToString("O").ShouldBe(utc);

    [Theory]
    [InlineData("10:30")]
    [InlineData("5 May")]
    [InlineData("2026-03-01")]
    [InlineData("03/01/2026 02:55:00")]
    [InlineData("2026-02-30T02:55:00Z")]
    [InlineData("2026-03-01T02:55:00Z ")]
    [InlineData("0001-01-01T00:00:00+05:00")]
    public void A_time_in_another_form_is_refused(string startsAt) =>
        Payloads.Refusal(Payloads.With("startsAt", startsAt))
            .ShouldBe(("alerts[0].startsAt", $"Is \"{startsAt}\"; an RFC 3339 time was expected."));

    public static TheoryData<string, string, JsonNode> Refused() => new()
    {
        { "", "Is of JSON type string; an object was expected.", JsonValue.Create("x") },
        { "", "Is empty; at least one alert was expected.", new JsonArray() },
        { "alerts", "Is missing; an array was expected.", new JsonObject() },
        { "alerts", "Is empty; at least one alert was expected.", Payloads.Of() },
        { "alerts", "Is of JSON type object; an array was expected.", new JsonObject { ["version"] = "4", ["alerts"] = new JsonObject() } },
        { "alerts[0]", "Is of JSON type null; an object was expected.", Payloads.Of((JsonNode?)null) },
        { "alerts[0].startsAt", "Is of JSON type true; a string was expected.", Payloads.With("startsAt", true) },
        { "alerts[0].status", "Is \"pending\"; \"firing\" or \"resolved\" was expected.", Payloads.With("status", "pending") },
        { "alerts[0].labels", "Is of JSON type array; an object was expected.", Payloads.With("labels", new JsonArray()) },
        { "alerts[0].annotations", "Is of JSON type string; an object was expected.", Payloads.With("annotations", "x") },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_wrong_is_named_with_its_place(string field, string problem, JsonNode payload) =>
        Payloads.Refusal(payload).ShouldBe((field, problem));
}
