using System.Text.Json;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.SQS;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.Sqs;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Messaging;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;

[assembly: AssemblyFixture(typeof(AwsEndpoint))]

namespace OpsWorker.Server.Tests.Commands;

/// <summary><c>opsworker aws</c> against the table and the queues of a stage of its own; skipped where nothing stands for AWS.</summary>
public sealed class AwsCommandTests(AwsEndpoint endpoint) : IAsyncLifetime
{
    private static readonly AWSCredentials Credentials = new BasicAWSCredentials("testing", "testing");

    private readonly string _stage = Identifier.New("s").Replace("_", "", StringComparison.Ordinal)[..12];
    private AmazonDynamoDBClient? _dynamoDb;
    private AmazonSQSClient? _sqs;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Prefix => $"opsworker-{_stage}-";

    private string Url => endpoint.Address!.ToString().TrimEnd('/');

    private DynamoDbOrganisationStore Organisations => new(Table);

    private DynamoDbKeyStore Keys => new(Table);

    private RecordTable Table => new(_dynamoDb!, new RecordTableOptions(Prefix + "records"), overflow: null, TimeProvider.System);

    private SqsMessageQueue Queue => new(_sqs!, new SqsQueueUrls($"{Url}/123456789012/{Prefix}").Of, TimeProvider.System);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(endpoint.Unavailable is not null, endpoint.Unavailable ?? "");
        _dynamoDb = new(Credentials, new AmazonDynamoDBConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region });
        _sqs = new(Credentials, new AmazonSQSConfig { ServiceURL = Url, AuthenticationRegion = AwsEndpoint.Region });
        await _dynamoDb.CreateRecordTableAsync(Prefix + "records");
    }

    public ValueTask DisposeAsync()
    {
        _dynamoDb?.Dispose();
        _sqs?.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_organisation_is_added_with_two_keys_that_work()
    {
        var added = (await RunAsync("organisation", "add", "Example", "--time-zone", "Europe/Berlin")).Single();

        var id = new OrganisationId(Text(added, "organisation", "id"));
        (await Organisations.GetAsync(id, Cancel)).ShouldNotBeNull().TimeZone.ShouldBe("Europe/Berlin");
        var webhook = (await Keys.FindAsync(AccessKeys.Hash(Text(added, "webhookKey")), Cancel)).ShouldNotBeNull();
        (webhook.Kind, webhook.Organisation, webhook.Id).ShouldBe((AccessKeyKind.Webhook, id, Text(added, "webhookKeyId")));
        var api = (await Keys.FindAsync(AccessKeys.Hash(Text(added, "apiKey")), Cancel)).ShouldNotBeNull();
        (api.Kind, api.Organisation, api.Id).ShouldBe((AccessKeyKind.Api, id, Text(added, "apiKeyId")));
        Text((await RunAsync("organisation", "list")).Single(), "id").ShouldBe(id.Value);
        (await AuditAsync(id)).ShouldBe(["aws organisation.add"]);
    }

    [Fact]
    public async Task A_key_is_rotated_by_adding_one_and_ending_the_other()
    {
        var added = (await RunAsync("organisation", "add", "Example")).Single();
        var organisation = Text(added, "organisation", "id");

        var key = Text((await RunAsync("key", "add", organisation, "--kind", "webhook")).Single(), "key");
        await RunAsync("key", "expire", Text(added, "webhookKey"));
        await RunAsync("key", "expire", Text(added, "apiKeyId"), "--organisation", organisation, "--after-hours", "2");

        (await Keys.FindAsync(AccessKeys.Hash(key), Cancel)).ShouldNotBeNull().Kind.ShouldBe(AccessKeyKind.Webhook);
        (await Keys.FindAsync(AccessKeys.Hash(Text(added, "webhookKey")), Cancel)).ShouldBeNull();
        (await Keys.FindAsync(AccessKeys.Hash(Text(added, "apiKey")), Cancel)).ShouldNotBeNull().ExpiresAt.ShouldNotBeNull();
        (await AuditAsync(new OrganisationId(organisation))).ShouldBe(
            ["aws key.add", "aws key.revoke", "aws key.revoke", "aws organisation.add"]);
    }

    private async Task<IReadOnlyList<string>> AuditAsync(OrganisationId organisation)
    {
        var log = await new DynamoDbAuditStore(Table).ListAsync(organisation, new PageRequest(), Cancel);
        return [.. log.Items.Select(entry => $"{entry.By} {entry.Action}").Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Dead_letters_are_shown_with_their_reason_and_sent_back()
    {
        await _sqs!.CreateQueueAsync(Prefix, Queues.Results);
        await _sqs!.CreateQueueAsync(Prefix, SqsDeadLetters.QueueOf(Queues.Results));
        await Queue.SendAsync(Queues.Results, [new OutgoingMessage { Body = "{\"a\":1}" }], Cancel);
        var message = (await ReceiveAsync()).ShouldHaveSingleItem();
        await Queue.DeadLetterAsync(message, "It broke.", Cancel);

        var letter = (await RunAsync("dead-letters", "list", "results")).Single();
        (Text(letter, "reason"), Text(letter, "body")).ShouldBe(("It broke.", "{\"a\":1}"));

        // An emulator cannot move them; the request is tested with the queue itself.
        if (endpoint.IsEmulator) return;
        Text((await RunAsync("dead-letters", "retry", "results")).Single(), "queue").ShouldBe("results");
        await Eventually.ShouldBeTrueAsync(async () => (await ReceiveAsync()).Count == 1, "the message is back");
    }

    [Fact]
    public async Task A_dead_letter_is_removed()
    {
        await _sqs!.CreateQueueAsync(Prefix, Queues.Results);
        await _sqs!.CreateQueueAsync(Prefix, SqsDeadLetters.QueueOf(Queues.Results));
        foreach (var body in (string[])["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"])
        {
            await Queue.SendAsync(Queues.Results, [new OutgoingMessage { Body = body }], Cancel);
            await Queue.DeadLetterAsync((await ReceiveAsync()).ShouldHaveSingleItem(), body, Cancel);
        }

        var first = (await RunAsync("dead-letters", "list", "results")).Single(l => Text(l, "body") == "{\"a\":1}");
        (await RunAsync("dead-letters", "drop", "results", Text(first, "id"))).Single().GetProperty("count").GetInt32().ShouldBe(1);

        var left = (await RunAsync("dead-letters", "list", "results")).Select(letter => Text(letter, "body"));
        left.ShouldBe(["{\"a\":2}", "{\"a\":3}"], ignoreOrder: true);
        (await RunAsync("dead-letters", "drop", "results", "--all")).Single().GetProperty("count").GetInt32().ShouldBe(2);
    }

    [Theory]
    [InlineData("Give --stage or set OPSWORKER_STAGE", "organisation", "list")]
    [InlineData("--stage is \"Prod\"", "organisation", "list", "--stage", "Prod")]
    [InlineData("--time-zone is \"Berlin\"", "organisation", "add", "Example", "--time-zone", "Berlin", "--stage", "dev")]
    [InlineData("There is no queue alert; there are alerts,", "dead-letters", "list", "alert", "--stage", "dev")]
    [InlineData("made by `opsworker cluster add`", "key", "add", "org_1", "--kind", "cluster", "--stage", "dev")]
    [InlineData("Whose key is it?", "key", "expire", "key_1", "--stage", "dev")]
    public async Task Wrong_input_is_refused_with_its_reason(string message, params string[] arguments) =>
        (await StartAsync(arguments)).ShouldExitWith(2).Errors.ShouldContain(message);

    [Fact]
    public async Task A_deployment_that_is_not_there_is_named_and_no_key_is_repeated()
    {
        var result = await StartAsync("organisation", "list", "--stage", "nowhere");

        result.ShouldExitWith(1).Errors.ShouldContain("There is no deployment of stage \"nowhere\"");
        (await StartAsync("key", "expire", "oww_SECRET", "--stage", _stage)).ShouldExitWith(2).Errors.ShouldNotContain("SECRET");
    }

    private Task<IReadOnlyList<ReceivedMessage>> ReceiveAsync() =>
        Queue.ReceiveAsync(Queues.Results, 1, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(1), Cancel);

    private async Task<IReadOnlyList<JsonElement>> RunAsync(params string[] arguments) =>
        (await StartAsync([.. arguments, "--stage", _stage, "--json"])).ShouldExitWith(0).JsonLines;

    private Task<CommandResult> StartAsync(params string[] arguments) => CommandResult.OfAsync(
        ["aws", .. arguments],
        new()
        {
            ["AWS_ENDPOINT_URL"] = Url,
            ["AWS_REGION"] = AwsEndpoint.Region,
            ["AWS_ACCESS_KEY_ID"] = "testing",
            ["AWS_SECRET_ACCESS_KEY"] = "testing",
        });

    private static string Text(JsonElement json, params string[] path) =>
        path.Aggregate(json, (element, name) => element.GetProperty(name)).GetString()!;
}
