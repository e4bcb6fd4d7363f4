using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.Tests.Wire;
using OpsWorker.Core;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Notifications;

namespace OpsWorker.Aws.Tests.DynamoDb;

/// <summary>The table against refusals of DynamoDB that an emulator never gives.</summary>
public sealed class WriteConflictsTests
{
    private const string Done = "HTTP/1.1 200 OK\n\n{}";

    private const string Conflict = """
        HTTP/1.1 400 Bad Request

        {"__type":"com.amazonaws.dynamodb.v20120810#TransactionConflictException",
         "message":"Transaction is ongoing for the item"}
        """;

    private const string Cancelled = """
        HTTP/1.1 400 Bad Request

        {"__type":"com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
         "CancellationReasons":[{"Code":"{code}"},{"Code":"None"}],"Message":"Transaction cancelled"}
        """;

    private static readonly OrganisationId Organisation = new("org_1");

    private static readonly Notification Notification =
        new() { IncidentId = "inc_1", Notifier = "slack", StartedAt = DateTimeOffset.UnixEpoch };

    private static readonly Cluster Cluster =
        new() { Id = "cl_1", Organisation = Organisation, Name = "production", CreatedAt = DateTimeOffset.UnixEpoch };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_write_in_conflict_with_a_transaction_is_retried()
    {
        await using var service = await RecordedService.StartAsync(Conflict, Conflict, Done);

        (await new DynamoDbNotificationStore(Table(service)).TryBeginAsync(Organisation, Notification, Cancel)).ShouldBeTrue();

        service.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_transaction_in_conflict_with_another_is_retried()
    {
        await using var service = await RecordedService.StartAsync(CancelledBecauseOf("TransactionConflict"), Done);

        (await new DynamoDbClusterStore(Table(service)).TryCreateAsync(Cluster, Cancel)).ShouldBeTrue();

        service.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_transaction_with_an_unmet_condition_is_not_retried()
    {
        await using var service = await RecordedService.StartAsync(CancelledBecauseOf("ConditionalCheckFailed"));

        (await new DynamoDbClusterStore(Table(service)).TryCreateAsync(Cluster, Cancel)).ShouldBeFalse();

        service.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_permanent_conflict_is_an_error_after_six_attempts()
    {
        await using var service = await RecordedService.StartAsync(Conflict);

        await Should.ThrowAsync<TransactionConflictException>(
            () => new DynamoDbNotificationStore(Table(service)).TryBeginAsync(Organisation, Notification, Cancel));

        service.Requests.Count.ShouldBe(6);
    }

    private static string CancelledBecauseOf(string code) => Cancelled.Replace("{code}", code, StringComparison.Ordinal);

    private static RecordTable Table(RecordedService service)
    {
        var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
            new AmazonDynamoDBConfig { ServiceURL = service.Url, AuthenticationRegion = "eu-west-1" });
        return new RecordTable(client, new RecordTableOptions("records"), overflow: null, TimeProvider.System);
    }
}
