using System.Globalization;
using System.Text.Json.Nodes;
using OpsWorker.Core.Incidents;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>
/// Alerts of several causes at once, shuffled, while in every function the first call of every method of the ports fails before its effect
/// and the next one after it: each cause is one incident with its cause in one message. <c>OPSWORKER_TEST_STORM=50x100</c> makes it 50
/// causes of 100 alerts of several names each, for every group of ports; that takes a quarter of an hour.
/// </summary>
public sealed class StormTests : IDisposable
{
    private const int Namespaces = 2;
    private const int AlertsOfAPayload = 100;
    private const int Seed = 12;

    private static readonly string[] s_names =
        ["KubePodNotReady", "KubeContainerWaiting", "KubeDeploymentReplicasMismatch", "CheckoutErrors"];

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(15);

    private readonly AwsEndpoint _endpoint;
    private readonly TemporaryFolder _folder = new();
    private readonly string? _asked = Environment.GetEnvironmentVariable("OPSWORKER_TEST_STORM");
    private readonly (int Causes, int Alerts) _size;

    public StormTests(AwsEndpoint endpoint)
    {
        _endpoint = endpoint;
        _size = _asked?.Split('x') is [var causes, var alerts]
            ? (int.Parse(causes, CultureInfo.InvariantCulture), int.Parse(alerts, CultureInfo.InvariantCulture))
            : default;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(FaultyGroup.Transport)]
    [InlineData(FaultyGroup.Incidents)]
    [InlineData(FaultyGroup.Investigations)]
    [InlineData(FaultyGroup.Journal)]
    public async Task Each_cause_of_a_storm_is_one_incident_with_its_cause_in_one_message(FaultyGroup group)
    {
        Assert.SkipWhen(_asked is null, "OPSWORKER_TEST_STORM, such as 50x100, is not set: it takes minutes.");
        var (before, after) = (new Faults(FaultMoment.BeforeEffect), new Faults(FaultMoment.AfterEffect));
        await using var story = await Story.BeginAsync(_endpoint, new StoryOptions
        {
            ClusterFolder = StormCluster.WriteTo(_folder.File("storm"), _size.Causes, Namespaces),
            Ports = (function, settings, clients, time) => new FaultyPorts(function, settings, clients, time, group, after, before),
        });

        foreach (var payload in Payloads()) await story.AlertAsync(payload);
        await story.ShouldBecomeAsync(async () => await IsOverAsync(story), "the storm is over", within: s_patience);

        var outcome = await story.OutcomeAsync();
        outcome.DeadLetters.ShouldBeEmpty();
        outcome.Incidents.Count.ShouldBe(_size.Causes);
        outcome.Incidents.ShouldAllBe(incident => incident.AlertCount == _size.Alerts);
        story.Slack.Messages.Select(message => message.IncidentId)
            .ShouldBe(outcome.Incidents.Select(incident => incident.Id), ignoreOrder: true);
        story.Slack.Messages.Select(StormCluster.CauseOf)
            .ShouldBe(Enumerable.Range(0, _size.Causes).Select(StormCluster.Image), ignoreOrder: true);
        before.Failed.ShouldNotBeEmpty();
        after.Failed.ShouldNotBeEmpty();
    }

    private async Task<bool> IsOverAsync(Story story)
    {
        if (!await story.IsOverAsync(_size.Causes)) return false;
        var outcome = await story.OutcomeAsync();
        return outcome.Incidents.All(IsDone) && outcome.Investigations.All(investigation => investigation.HasEnded);
    }

    private bool IsDone(Incident incident) => incident.AlertCount == _size.Alerts && incident.NextAttempt is null;

    private IEnumerable<JsonObject> Payloads()
    {
        var alerts = Enumerable.Range(0, _size.Causes * _size.Alerts).Select(i => Alert(i % _size.Causes, i / _size.Causes)).ToArray();
        new Random(Seed).Shuffle(alerts);
        return alerts.Chunk(AlertsOfAPayload).Select(chunk => AlertmanagerPayload.Of(chunk));
    }

    private static JsonObject Alert(int cause, int number)
    {
        var name = number % s_names.Length;
        var alert = AlertmanagerPayload.Alert(s_names[name], StormCluster.Namespace(cause, Namespaces));
        var labels = alert["labels"]!;
        if (name == 2) labels["deployment"] = StormCluster.Name(cause);
        else labels["pod"] = $"{StormCluster.Name(cause)}-7c9f8b6c5d-x2v9k";
        labels["cluster"] = Story.ClusterName;
        labels["series"] = number.ToString(CultureInfo.InvariantCulture);
        alert["fingerprint"] = string.Create(CultureInfo.InvariantCulture, $"{cause}-{number}");
        return alert;
    }
}
