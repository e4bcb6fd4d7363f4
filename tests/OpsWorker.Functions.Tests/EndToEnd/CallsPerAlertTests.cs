using System.Text.Json.Nodes;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

namespace OpsWorker.Functions.Tests.EndToEnd;

/// <summary>The calls to AWS that functions make for alerts: time and money of a deployment, as docs/deploy-aws.md states them.</summary>
public sealed class CallsPerAlertTests(AwsEndpoint endpoint) : IAsyncLifetime
{
    private const string EndsAt = "2026-03-14T03:08:00Z";

    private Story _story = null!;

    public async ValueTask InitializeAsync()
    {
        _story = await Story.BeginAsync(endpoint, new StoryOptions { HasEventSources = false, HasAgent = false });

        // What is read once in a while is read by an alert before.
        await PostAsync(Alert("before", ns: "elsewhere"));
        await CallsAsync(Queues.Alerts, FunctionNames.Rules);
        await CallsAsync(Queues.Notifications, FunctionNames.Notification);
    }

    public ValueTask DisposeAsync() => _story is null ? ValueTask.CompletedTask : _story.DisposeAsync();

    [Fact]
    public async Task An_alert_of_each_kind_takes_few_calls()
    {
        await PostAsync(Alert("a"));
        (await CallsAsync(Queues.Alerts, FunctionNames.Rules)).ShouldBe(
            "BatchGetItem 1, GetItem 1, Publish 1, SendMessage 1, TransactWriteItems 1", "it opens an incident");

        await PostAsync(Alert("b"));
        (await CallsAsync(Queues.Alerts, FunctionNames.Rules)).ShouldBe(
            "BatchGetItem 1, GetItem 2, Publish 1, PutItem 2", "it joins one");

        await PostAsync(Alert("b", value: "2"));
        (await CallsAsync(Queues.Alerts, FunctionNames.Rules)).ShouldBe("GetItem 2, PutItem 1", "it is repeated");
        (await CallsAsync(Queues.Notifications, FunctionNames.Notification)).ShouldBe(
            "GetItem 3, PutItem 2", "two changes are sent as one message, and the repeat is none");

        await PostAsync(Alert("b", resolved: true));
        (await CallsAsync(Queues.Alerts, FunctionNames.Rules)).ShouldBe("GetItem 2, Publish 1, PutItem 2", "another one fires still");

        await PostAsync(Alert("a", resolved: true));
        (await CallsAsync(Queues.Alerts, FunctionNames.Rules)).ShouldBe(
            "GetItem 3, Publish 2, PutItem 1, SendMessage 1, TransactWriteItems 1", "the incident and the attempt at it end");
    }

    [Fact]
    public async Task Ten_alerts_of_one_object_are_written_as_one_change()
    {
        await PostAsync([.. Enumerable.Range(0, 10).Select(i => Alert($"series-{i}"))]);

        (await TakeCallsAsync(Queues.Alerts, FunctionNames.Rules)).Sum(call => call.Value).ShouldBeLessThan(35);
    }

    private async Task PostAsync(params JsonObject[] alerts)
    {
        await _story.AlertAsync(AlertmanagerPayload.Of(alerts));
        _story.TakeCalls();
    }

    private async Task<string> CallsAsync(QueueName queue, string function) => string.Join(
        ", ",
        (await TakeCallsAsync(queue, function)).OrderBy(call => call.Key, StringComparer.Ordinal)
            .Select(call => $"{call.Key} {call.Value}"));

    // Without what is read every few seconds: rules and clusters by queries, secrets by parameters.
    private async Task<Dictionary<string, int>> TakeCallsAsync(QueueName queue, string function)
    {
        await _story.DrainAsync(queue);
        return _story.TakeCalls().Where(call => call.Key.Caller == function && call.Key.Operation is not ("Query" or "GetParameter"))
            .ToDictionary(call => call.Key.Operation, call => call.Value);
    }

    private static JsonObject Alert(string series, bool resolved = false, string? value = null, string ns = "shop")
    {
        var alert = AlertmanagerPayload.Alert("KubeDeploymentReplicasMismatch", ns, resolved);
        alert["labels"]!["cluster"] = Story.ClusterName;
        alert["labels"]!["deployment"] = "orders";
        alert["labels"]!["series"] = series;
        alert["fingerprint"] = series;
        alert["startsAt"] = "2026-03-14T03:05:10Z";
        if (resolved) alert["endsAt"] = EndsAt;
        if (value is not null) alert["annotations"]!["value"] = value;
        return alert;
    }
}
