using OpsWorker.Aws.DynamoDb;
using OpsWorker.Aws.Tests.Contracts;
using OpsWorker.Core;
using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Aws.Tests.DynamoDb;

/// <summary>What the table does beyond the contracts of the stores.</summary>
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
    public async Task A_write_whose_answer_was_lost_counts_as_done()
    {
        var lost = new LostAnswer();
        var store = new DynamoDbInvestigationStore(fixture.CreateTable(lost));

        (await store.TryCreateAsync(Investigation("inv_1"), Cancel)).ShouldBeTrue();

        lost.Answers.ShouldBe(2);
    }

    [Fact]
    public async Task A_write_that_came_after_anothers_does_not_count_when_its_answer_was_lost()
    {
        await new DynamoDbInvestigationStore(fixture.CreateTable()).TryCreateAsync(Investigation("inv_2"), Cancel);
        var store = new DynamoDbInvestigationStore(fixture.CreateTable(new LostAnswer()));

        (await store.TryCreateAsync(Investigation("inv_2"), Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_record_that_is_too_large_for_an_item_is_kept_whole()
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
    public async Task A_listing_goes_on_after_as_much_as_one_answer_holds()
    {
        // DynamoDB answers with at most 1 MB.
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
    public async Task What_is_over_is_not_read_though_it_is_still_there()
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
    public async Task An_open_incident_is_never_over()
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

        (await incidents.FindOpenAsync(_organisation, incident.CorrelationKey, Cancel)).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("org_b#cl_1")]
    [InlineData("")]
    public async Task An_id_that_no_record_can_have_finds_nothing(string id)
    {
        (await fixture.Alerts.GetAsync(_organisation, id, Cancel)).ShouldBeNull();
        (await fixture.Clusters.FindAsync(id, Cancel)).ShouldBeNull();
        (await fixture.Rules.RemoveAsync(_organisation, id, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_id_that_is_too_long_for_a_key_finds_nothing() =>
        (await fixture.Alerts.GetAsync(_organisation, new string('x', 3000), Cancel)).ShouldBeNull();

    [Fact]
    public async Task A_forged_token_leads_nowhere_but_into_the_own_listing()
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
