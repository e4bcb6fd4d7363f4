using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.Tests.Contracts;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.Tests.DynamoDb;

/// <summary>Behaviour of the table beyond the contracts of the stores.</summary>
public sealed class RecordTableTests(AwsFixture fixture) : IClassFixture<AwsFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);
    private readonly OrganisationId _organisation = new(Identifier.New("org"));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Assert.SkipWhen(fixture.Unavailable is not null, fixture.Unavailable ?? "");
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_write_with_a_lost_response_succeeds_when_it_is_retried()
    {
        var lost = new LostResponse();
        var store = new DynamoDbInvestigationStore(fixture.CreateTable(lost));

        (await store.TryCreateAsync(Investigation("inv_1"), Cancel)).ShouldBeTrue();

        lost.Responses.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_with_a_lost_response_fails_where_another_write_came_first()
    {
        await new DynamoDbInvestigationStore(fixture.CreateTable()).TryCreateAsync(Investigation("inv_2"), Cancel);
        var store = new DynamoDbInvestigationStore(fixture.CreateTable(new LostResponse()));

        (await store.TryCreateAsync(Investigation("inv_2"), Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_record_that_is_too_large_for_an_item_is_stored_completely()
    {
        var store = fixture.Investigations;
        var large = new string('ä', 400_000);
        await store.TryCreateAsync(Investigation("inv_3"), Cancel);

        (await store.TryUpdateAsync(Investigation("inv_3") with { Failure = large, Version = 2 }, Cancel)).ShouldBeTrue();
        (await store.TryUpdateAsync(Investigation("inv_3") with { Failure = large + "lost", Version = 2 }, Cancel)).ShouldBeFalse();

        (await store.GetAsync(_organisation, "inv_3", Cancel)).ShouldNotBeNull().Failure.ShouldBe(large);
        (await store.ListAsync(_organisation, new PageRequest(), Cancel)).Items.ShouldHaveSingleItem().Failure.ShouldBe(large);
    }

    [Fact]
    public async Task A_page_of_a_listing_may_span_several_responses_of_DynamoDB()
    {
        // A response of DynamoDB has at most 1 MB.
        for (var i = 0; i < 15; i++)
        {
            var investigation = Investigation($"inv_{i}") with { Failure = new string('x', 100_000), RequestedAt = Now.AddMinutes(i) };
            await fixture.Investigations.TryCreateAsync(investigation, Cancel);
        }

        var page = await fixture.Investigations.ListAsync(_organisation, new PageRequest(), Cancel);

        page.Items.Select(i => i.Id).ShouldBe(Enumerable.Range(0, 15).Reverse().Select(i => $"inv_{i}"));
        page.NextToken.ShouldBeNull();
    }

    [Fact]
    public async Task An_expired_record_is_not_read_before_DynamoDB_deletes_it()
    {
        var alerts = new DynamoDbAlertStore(fixture.CreateTable(retention: TimeSpan.FromDays(1)));
        var alert = new Alert
        {
            Id = "al_1",
            Organisation = _organisation,
            Source = "alertmanager",
            Fingerprint = "f",
            Status = AlertStatus.Firing,
            Name = "KubePodCrashLooping",
            StartsAt = Now,
            ReceivedAt = Now,
        };
        await alerts.TryPutAsync(alert, Cancel);

        (await alerts.GetAsync(_organisation, alert.Id, Cancel)).ShouldBeNull();
        (await alerts.ListAsync(_organisation, new PageRequest(), Cancel)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_open_incident_never_expires()
    {
        var incidents = new DynamoDbIncidentStore(fixture.CreateTable(retention: TimeSpan.FromDays(1)));
        var incident = new Incident
        {
            Id = "inc_1",
            Organisation = _organisation,
            CorrelationKey = new string('k', 5000),
            Title = "Title",
            Status = IncidentStatus.Open,
            RuleId = "default",
            Labels = new Dictionary<string, string>(),
            Alerts = [],
            AlertCount = 1,
            StartsAt = Now,
            OpenedAt = Now,
            UpdatedAt = Now,
        };

        (await incidents.TryCreateAsync(incident, Cancel)).ShouldBeTrue();

        (await incidents.FindAsync(_organisation, incident.CorrelationKey, Cancel)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("org_b#cl_1")]
    [InlineData("")]
    public async Task An_invalid_id_finds_no_record(string id)
    {
        (await fixture.Alerts.GetAsync(_organisation, id, Cancel)).ShouldBeNull();
        (await fixture.Clusters.FindAsync(id, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task An_id_that_is_too_long_for_a_key_finds_no_record() =>
        (await fixture.Alerts.GetAsync(_organisation, new string('x', 3000), Cancel)).ShouldBeNull();

    [Fact]
    public async Task A_forged_token_does_not_open_the_listing_of_another_organisation()
    {
        var other = new OrganisationId(Identifier.New("org"));
        await fixture.Investigations.TryCreateAsync(Investigation("inv_1"), Cancel);
        var token = RecordListing.WriteToken($"9999-01-01T00:00:00.0000000Z#investigations#{_organisation}");

        (await fixture.Investigations.ListAsync(other, new PageRequest(10, token), Cancel)).Items.ShouldBeEmpty();
    }

    private Investigation Investigation(string id) => new()
    {
        Id = id,
        Organisation = _organisation,
        IncidentId = "inc_1",
        Status = InvestigationStatus.Queued,
        RequestedAt = Now,
    };
}
