using OpsWorker.Core;
using OpsWorker.Core.Rules;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class RuleStoreContract(ContractFixture fixture) : PortContract<IRuleStore>(fixture)
{
    private IRuleStore Rules => Fixture.Rules;

    [Fact]
    public async Task A_rule_is_read_as_it_was_stored()
    {
        await Rules.PutAsync(Sample("r1", 1), Cancel);

        var rule = (await Rules.ListAsync(Organisation, Cancel)).ShouldHaveSingleItem();
        rule.ShouldHaveContentOf(Sample("r1", 1), CoreJson.Default.Rule);
    }

    [Fact]
    public async Task Rules_are_listed_in_their_order_and_alike_ones_by_id()
    {
        await Rules.PutAsync(Sample("r3", 10), Cancel);
        await Rules.PutAsync(Sample("r2", 2), Cancel);
        await Rules.PutAsync(Sample("r1", 10), Cancel);
        await Rules.PutAsync(Sample("r0", -5), Cancel);

        (await Rules.ListAsync(Organisation, Cancel)).Select(r => r.Id).ShouldBe(["r0", "r2", "r1", "r3"]);
    }

    [Fact]
    public async Task A_rule_takes_the_place_of_the_one_with_its_id()
    {
        await Rules.PutAsync(Sample("r1", 1), Cancel);
        await Rules.PutAsync(Sample("r2", 2), Cancel);
        var changed = Sample("r1", 3) with { Action = RuleAction.Record, Match = new Dictionary<string, string>() };

        await Rules.PutAsync(changed, Cancel);

        var rules = await Rules.ListAsync(Organisation, Cancel);
        rules.Select(r => r.Id).ShouldBe(["r2", "r1"]);
        rules[1].ShouldHaveContentOf(changed, CoreJson.Default.Rule);
    }

    [Fact]
    public async Task Rules_of_another_organisation_are_not_listed()
    {
        await Rules.PutAsync(Sample("r1", 1), Cancel);

        (await Rules.ListAsync(Other, Cancel)).ShouldBeEmpty();
        (await Rules.RemoveAsync(Other, "r1", Cancel)).ShouldBeFalse();
        await Rules.PutAsync(Sample("r1", 1) with { Organisation = Other, Name = "theirs" }, Cancel);

        (await Rules.ListAsync(Organisation, Cancel)).ShouldHaveSingleItem().Name.ShouldBe(Samples.Unicode);
    }

    [Fact]
    public async Task A_removed_rule_is_gone()
    {
        await Rules.PutAsync(Sample("r1", 1), Cancel);

        (await Rules.RemoveAsync(Organisation, "r1", Cancel)).ShouldBeTrue();
        (await Rules.RemoveAsync(Organisation, "r1", Cancel)).ShouldBeFalse();

        (await Rules.ListAsync(Organisation, Cancel)).ShouldBeEmpty();
    }

    private Rule Sample(string id, int order) => new()
    {
        Id = id,
        Organisation = Organisation,
        Name = Samples.Unicode,
        Order = order,
        Match = new Dictionary<string, string> { ["severity"] = "critical" },
        GroupBy = ["cluster", "namespace"],
    };
}
