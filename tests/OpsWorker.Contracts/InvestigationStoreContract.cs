using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Investigations;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class InvestigationStoreContract(ContractFixture fixture) : PortContract<IInvestigationStore>(fixture)
{
    private IInvestigationStore Investigations => Fixture.Investigations;

    [Fact]
    public async Task An_investigation_is_read_as_it_was_stored()
    {
        var investigation = Samples.Investigation(Organisation);

        (await Investigations.TryCreateAsync(investigation, Cancel)).ShouldBeTrue();

        (await Investigations.GetAsync(Organisation, investigation.Id, Cancel))
            .ShouldHaveContentOf(investigation, CoreJson.Default.Investigation);
    }

    [Fact]
    public async Task An_unknown_investigation_is_null() =>
        (await Investigations.GetAsync(Organisation, "inv_0", Cancel)).ShouldBeNull();

    [Fact]
    public async Task Another_organisations_investigation_is_null_and_cannot_be_changed()
    {
        var investigation = Samples.Investigation(Organisation);
        await Investigations.TryCreateAsync(investigation, Cancel);

        (await Investigations.GetAsync(Other, investigation.Id, Cancel)).ShouldBeNull();
        (await Investigations.ListAsync(Other, new PageRequest(), Cancel)).Items.ShouldBeEmpty();
        (await Investigations.TryUpdateAsync(investigation with { Organisation = Other, Version = 2 }, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task One_of_many_creates_it()
    {
        var winners = await Race.WinnersAsync(
            i => Investigations.TryCreateAsync(Samples.Investigation(Organisation) with { ClusterId = $"cl_{i}" }, Cancel));

        winners.ShouldBe(1);
    }

    [Fact]
    public async Task Of_changes_to_one_version_one_is_stored()
    {
        var investigation = Samples.Investigation(Organisation);
        await Investigations.TryCreateAsync(investigation, Cancel);

        var winners = await Race.WinnersAsync(i => Investigations.TryUpdateAsync(
            investigation with { Status = InvestigationStatus.Failed, Failure = $"{i}", Version = 2 }, Cancel));

        winners.ShouldBe(1);
        (await Investigations.GetAsync(Organisation, investigation.Id, Cancel)).ShouldNotBeNull().Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_change_to_another_version_or_to_nothing_is_refused()
    {
        var investigation = Samples.Investigation(Organisation);
        (await Investigations.TryUpdateAsync(investigation with { Version = 2 }, Cancel)).ShouldBeFalse();
        await Investigations.TryCreateAsync(investigation, Cancel);

        (await Investigations.TryUpdateAsync(investigation, Cancel)).ShouldBeFalse();
        (await Investigations.TryUpdateAsync(investigation with { Version = 3 }, Cancel)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_report_is_read_as_it_was_stored()
    {
        var investigation = Samples.Investigation(Organisation);
        await Investigations.TryCreateAsync(investigation, Cancel);
        var completed = investigation with
        {
            Status = InvestigationStatus.Completed,
            CompletedAt = Samples.Time.AddMinutes(1),
            Report = Report(investigation),
            Version = 2,
        };

        (await Investigations.TryUpdateAsync(completed, Cancel)).ShouldBeTrue();

        (await Investigations.GetAsync(Organisation, investigation.Id, Cancel))
            .ShouldHaveContentOf(completed, CoreJson.Default.Investigation);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public async Task Pages_hold_every_investigation_once_newest_first(int limit)
    {
        var all = Enumerable.Range(0, 7).Select(i => Samples.Investigation(Organisation, $"inc_{i}", i / 2)).ToList();
        foreach (var investigation in all) await Investigations.TryCreateAsync(investigation, Cancel);

        var listed = await Listing.ReadAllAsync(page => Investigations.ListAsync(Organisation, page, Cancel), limit);

        listed.Select(i => i.Id).ShouldBe(all.Select(i => i.Id), ignoreOrder: true);
        listed.Select(i => i.RequestedAt).ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public async Task A_listing_of_a_time_has_what_was_asked_for_in_it()
    {
        var all = Enumerable.Range(0, 5).Select(i => Samples.Investigation(Organisation, $"inc_{i}", minute: i / 2)).ToList();
        foreach (var investigation in all) await Investigations.TryCreateAsync(investigation, Cancel);

        await Listing.ShouldKeepWithinAsync(
            page => Investigations.ListAsync(Organisation, page, Cancel), all, investigation => investigation.RequestedAt);
    }

    [Fact]
    public async Task A_made_up_page_is_refused()
    {
        for (var i = 0; i < 2; i++)
        {
            await Investigations.TryCreateAsync(Samples.Investigation(Organisation, $"inc_{i}"), Cancel);
        }

        await Listing.ShouldRefuseNonsenseAsync(page => Investigations.ListAsync(Organisation, page, Cancel));
        await Listing.ShouldNotCrossAsync(
            page => Investigations.ListAsync(Organisation, page, Cancel), page => Investigations.ListAsync(Other, page, Cancel));
    }

    private static Report Report(Investigation investigation)
    {
        var finding = new Finding
        {
            Cause = CauseCode.SecretMissing,
            Object = new ObjectReference("Deployment", "shop", "checkout"),
            Summary = Samples.Unicode,
            Confidence = 0.95,
            Citations = [new Citation { EvidenceId = "e1-1", Field = "status", Quote = Samples.Unicode }],
            Remedy = new Remedy("Create it.", ["kubectl -n shop create secret generic db"]),
        };
        return new Report
        {
            InvestigationId = investigation.Id,
            IncidentId = investigation.IncidentId,
            Headline = Samples.Unicode,
            Diagnosis = new DiagnosisResult
            {
                Verdict = CauseCode.SecretMissing,
                Causes = [new RankedCause { Finding = finding, Confidence = 0.9 }],
            },
            Evidence = [],
            StartedAt = Samples.Time,
            CompletedAt = Samples.Time.AddMinutes(1),
        };
    }
}
