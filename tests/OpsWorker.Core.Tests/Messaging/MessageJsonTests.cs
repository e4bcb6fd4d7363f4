using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Messaging;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.Core.Tests.Messaging;

/// <summary>The messages between the stages as they are written; a change breaks messages that are on their way.</summary>
public sealed class MessageJsonTests
{
    private static readonly OrganisationId Organisation = new("org_0123456789abcdef0123");
    private static readonly DateTimeOffset Now = new DateTimeOffset(2026, 3, 1, 3, 0, 0, 123, TimeSpan.Zero).AddTicks(4567);

    [Fact]
    public void An_alert_that_was_accepted() => Holds(new AlertReceived(Alert()), CoreJson.Default.AlertReceived);

    [Fact]
    public void An_investigation_that_is_asked_for() =>
        Holds(new InvestigationRequested(Organisation, "inv_1"), CoreJson.Default.InvestigationRequested);

    [Fact]
    public void A_deadline() => Holds(new InvestigationDeadline(Organisation, "inv_1"), CoreJson.Default.InvestigationDeadline);

    [Fact]
    public void An_incident_that_changed() => Holds(new IncidentChanged(Organisation, "inc_1"), CoreJson.Default.IncidentChanged);

    [Fact]
    public void A_digest_that_is_due() => Holds(new DigestDue(Organisation, new DateOnly(2026, 3, 1)), CoreJson.Default.DigestDue);

    [Fact]
    public void What_the_topic_carries_is_read_as_one_message()
    {
        Read(new IncidentChanged(Organisation, "inc_1"), CoreJson.Default.IncidentChanged)
            .ShouldBe(new NotificationMessage(Organisation, IncidentId: "inc_1"));
        Read(new DigestDue(Organisation, new DateOnly(2026, 3, 1)), CoreJson.Default.DigestDue)
            .ShouldBe(new NotificationMessage(Organisation, DigestDate: new DateOnly(2026, 3, 1)));

        static NotificationMessage? Read<T>(T message, JsonTypeInfo<T> type) =>
            JsonSerializer.Deserialize(JsonSerializer.Serialize(message, type), CoreJson.Default.NotificationMessage);
    }

    [Fact]
    public void A_command_for_an_agent() => Holds(
        new AgentCommand
        {
            Id = "cmd_1",
            ClusterId = "cl_1",
            InvestigationId = "inv_1",
            EntryNumber = 2,
            Queries =
            [
                new Query { Verb = QueryVerb.Logs, Namespace = "shop", Name = "web-1", Since = TimeSpan.FromMinutes(5), Previous = true },
            ],
            ExpiresAt = Now,
            UploadUrl = new Uri("https://evidence.example/put?signature=a%2Bb"),
            UploadKey = "investigations/inv_1/2.json.gz",
        },
        CoreJson.Default.AgentCommand);

    [Fact]
    public void An_answer_of_an_agent() => Holds(
        new AgentMessage { Result = Result() with { Content = [0, 1, 255] } }, CoreJson.Default.AgentMessage);

    [Fact]
    public void An_answer_that_was_uploaded() => Holds(new AgentMessage { Result = Result() }, CoreJson.Default.AgentMessage);

    [Fact]
    public void Fields_of_a_newer_version_are_passed_over() =>
        JsonSerializer.Deserialize(
            """{"organisation":"org_1","incidentId":"inc_1","since":[1]}""", CoreJson.Default.IncidentChanged)
            .ShouldBe(new IncidentChanged(new OrganisationId("org_1"), "inc_1"));

    private static void Holds<T>(T message, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.Serialize(message, type);

        JsonSerializer.Serialize(JsonSerializer.Deserialize(json, type)!, type).ShouldBe(json);
        Golden.ShouldMatchJson(json, $"{typeof(T).Name}{(json.Contains("\"content\"", StringComparison.Ordinal) ? "-inline" : "")}.json");
    }

    private static AgentResult Result() => new()
    {
        CommandId = "cmd_1",
        ClusterId = "cl_1",
        InvestigationId = "inv_1",
        EntryNumber = 2,
        AgentVersion = "0.1.0",
    };

    private static Alert Alert() => new()
    {
        Id = Alerts.Alert.IdOf(Organisation, "alertmanager", "f1", Now),
        Organisation = Organisation,
        Source = "alertmanager",
        Fingerprint = "f1",
        Status = AlertStatus.Resolved,
        Name = "KubePodCrashLooping",
        Severity = Severity.Critical,
        Summary = "Größe 测试 🚒 <b> 'x' \"y\"",
        Labels = new Dictionary<string, string> { ["alertname"] = "KubePodCrashLooping", ["namespace"] = "shop", ["empty"] = "" },
        Annotations = new Dictionary<string, string> { ["runbook_url"] = "https://runbooks.example/crash?a=1&b=2" },
        StartsAt = Now,
        EndsAt = Now.AddMinutes(1),
        ReceivedAt = Now.AddSeconds(30),
        GeneratorUrl = "https://prometheus.example/graph",
    };
}
