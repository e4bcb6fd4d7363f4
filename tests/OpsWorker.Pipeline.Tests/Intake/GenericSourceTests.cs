using System.Text.Json;
using OpsWorker.Core.Alerts;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;

namespace OpsWorker.Pipeline.Tests.Intake;

public sealed class GenericSourceTests
{
    private const string Payload =
        """{"check":{"title":"Backup","state":"gone","prio":"P1","id":7},"target":{"ns":"db","pods":["db-0"]},"seen":1772316845}""";

    [Fact]
    public void The_address_says_where_each_part_is()
    {
        var alert = Read(
            Payload,
            ("name", "check.title"), ("status", "check.state"), ("resolved", "fine,gone"), ("severity", "check.prio"),
            ("fingerprint", "check.id"), ("startsAt", "seen"), ("label.namespace", "target.ns"), ("label.pod", "target.pods.0"));

        (alert.Name, alert.Status, alert.Severity).ShouldBe(("Backup", AlertStatus.Resolved, Severity.Critical));
        alert.Resource.ShouldBe(new AlertResource { Namespace = "db", Pod = "db-0" });
        (alert.StartsAt.ToUnixTimeSeconds(), alert.StartIsUnknown).ShouldBe((1772316845, false));
        alert.Annotations["check.prio"].ShouldBe("P1");
    }

    [Fact]
    public void Places_are_tried_in_their_order() => Read(Payload, ("name", "nothing,check.nothing,check.title")).Name.ShouldBe("Backup");

    [Fact]
    public void The_array_of_alerts_may_be_anywhere_at_the_root() =>
        Read("""{"things":[{"title":"A"}]}""", ("alerts", "things")).Name.ShouldBe("A");

    [Fact]
    public void A_fingerprint_ties_both_states_whatever_else_differs()
    {
        var firing = Read("""{"title":"Down","status":"down","id":"7"}""");
        var resolved = Read("""{"title":"Up again","status":"up","id":"7"}""");

        resolved.Fingerprint.ShouldBe(firing.Fingerprint);
        resolved.Status.ShouldBe(AlertStatus.Resolved);
    }

    [Theory]
    [InlineData("nmae", "check.title", "nmae")]
    [InlineData("label.", "x", "label.")]
    [InlineData("name", "", "name")]
    public void A_parameter_that_is_wrong_is_refused_with_its_name(string name, string value, string field)
    {
        var refused = Should.Throw<InvalidPayloadException>(() => GenericSource.With([KeyValuePair.Create(name, value)]));

        refused.Field.ShouldBe(field);
    }

    private static Alert Read(string payload, params (string Name, string Value)[] parameters)
    {
        using var document = JsonDocument.Parse(payload);
        var source = GenericSource.With([.. parameters.Select(p => KeyValuePair.Create(p.Name, p.Value))]);
        return source.Read(document.RootElement, Payloads.Organisation, Payloads.ReceivedAt).Alerts.ShouldHaveSingleItem();
    }
}
