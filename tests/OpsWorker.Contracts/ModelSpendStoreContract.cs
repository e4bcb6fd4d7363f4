using OpsWorker.Core;
using OpsWorker.Core.Models;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class ModelSpendStoreContract(ContractFixture fixture) : PortContract<IModelSpendStore>(fixture)
{
    private const string Hour = "2026-11-27T14";

    // Spending is forgotten two months after its last change.
    private readonly DateTimeOffset _now = fixture.Time.GetUtcNow();

    private IModelSpendStore Spend => Fixture.ModelSpend;

    [Fact]
    public async Task Spending_is_read_as_it_was_stored()
    {
        (await Spend.GetAsync(Organisation, Hour, Cancel)).ShouldBeNull();

        (await Spend.TryPutAsync(Sample(1), Cancel)).ShouldBeTrue();

        (await Spend.GetAsync(Organisation, Hour, Cancel)).ShouldHaveContentOf(Sample(1), CoreJson.Default.ModelSpend);
    }

    [Fact]
    public async Task Only_the_next_version_is_stored()
    {
        (await Spend.TryPutAsync(Sample(2), Cancel)).ShouldBeFalse();
        (await Spend.TryPutAsync(Sample(1), Cancel)).ShouldBeTrue();
        (await Spend.TryPutAsync(Sample(1) with { Tokens = 9 }, Cancel)).ShouldBeFalse();
        (await Spend.TryPutAsync(Sample(3), Cancel)).ShouldBeFalse();
        (await Spend.TryPutAsync(Sample(2) with { Tokens = 20 }, Cancel)).ShouldBeTrue();

        (await Spend.GetAsync(Organisation, Hour, Cancel)).ShouldNotBeNull().Tokens.ShouldBe(20);
    }

    [Fact]
    public async Task Of_changes_at_once_one_is_stored()
    {
        await Spend.TryPutAsync(Sample(1), Cancel);

        (await Race.WinnersAsync(i => Spend.TryPutAsync(Sample(2) with { Tokens = i }, Cancel))).ShouldBe(1);
    }

    [Fact]
    public async Task Periods_and_organisations_are_separate()
    {
        await Spend.TryPutAsync(Sample(1), Cancel);

        (await Spend.GetAsync(Organisation, "2026-11-27", Cancel)).ShouldBeNull();
        (await Spend.GetAsync(Other, Hour, Cancel)).ShouldBeNull();
        (await Spend.TryPutAsync(Sample(1) with { Organisation = Other }, Cancel)).ShouldBeTrue();
        (await Spend.TryPutAsync(Sample(1) with { Period = "2026-11-27" }, Cancel)).ShouldBeTrue();
    }

    private ModelSpend Sample(int version) => new()
    {
        Organisation = Organisation,
        Period = Hour,
        Tokens = 1_234,
        Money = 0.0123m,
        Version = version,
        UpdatedAt = _now,
    };
}
