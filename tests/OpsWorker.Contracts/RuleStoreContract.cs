using OpsWorker.Core;
using OpsWorker.Core.Rules;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class RuleStoreContract(ContractFixture fixture) : PortContract<IRuleStore>(fixture)
{
    private IRuleStore Rules => Fixture.Rules;

    [Fact]
    public async Task Without_rules_there_is_no_version()
    {
        (await Rules.GetLatestAsync(Organisation, Cancel)).ShouldBeNull();
        (await Rules.ListAsync(Organisation, 10, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Rules_are_read_as_they_were_stored()
    {
        (await Rules.TryPutAsync(Sample(1), Cancel)).ShouldBeTrue();

        (await Rules.GetLatestAsync(Organisation, Cancel)).ShouldHaveContentOf(Sample(1), CoreJson.Default.RuleSet);
    }

    [Fact]
    public async Task Every_version_is_kept_and_listed_newest_first()
    {
        for (var version = 1; version <= 12; version++) (await Rules.TryPutAsync(Sample(version), Cancel)).ShouldBeTrue();

        (await Rules.GetLatestAsync(Organisation, Cancel)).ShouldNotBeNull().Version.ShouldBe(12);
        (await Rules.ListAsync(Organisation, 3, Cancel)).Select(r => r.Version).ShouldBe([12, 11, 10]);
        (await Rules.ListAsync(Organisation, 200, Cancel)).Select(r => r.Version).ShouldBe(Enumerable.Range(1, 12).Reverse());
    }

    [Fact]
    public async Task Only_the_next_version_is_stored()
    {
        (await Rules.TryPutAsync(Sample(2), Cancel)).ShouldBeFalse();
        (await Rules.TryPutAsync(Sample(1), Cancel)).ShouldBeTrue();
        (await Rules.TryPutAsync(Sample(1) with { ChangedBy = "another" }, Cancel)).ShouldBeFalse();
        (await Rules.TryPutAsync(Sample(3), Cancel)).ShouldBeFalse();

        (await Rules.ListAsync(Organisation, 10, Cancel)).ShouldHaveSingleItem().ShouldHaveContentOf(Sample(1), CoreJson.Default.RuleSet);
    }

    [Fact]
    public async Task Of_changes_at_once_one_is_stored()
    {
        await Rules.TryPutAsync(Sample(1), Cancel);

        (await Race.WinnersAsync(i => Rules.TryPutAsync(Sample(2) with { ChangedBy = $"key_{i}" }, Cancel))).ShouldBe(1);

        (await Rules.GetLatestAsync(Organisation, Cancel)).ShouldNotBeNull().Version.ShouldBe(2);
    }

    [Fact]
    public async Task Rules_of_organisations_are_separate()
    {
        await Rules.TryPutAsync(Sample(1), Cancel);

        (await Rules.GetLatestAsync(Other, Cancel)).ShouldBeNull();
        (await Rules.TryPutAsync(Sample(1) with { Organisation = Other, ChangedBy = "theirs" }, Cancel)).ShouldBeTrue();
        (await Rules.GetLatestAsync(Organisation, Cancel)).ShouldNotBeNull().ChangedBy.ShouldBe("key_1");
    }

    private RuleSet Sample(int version) => new()
    {
        Organisation = Organisation,
        Version = version,
        ChangedAt = Samples.Time.AddMinutes(version),
        ChangedBy = "key_1",
        Rules =
        [
            new Rule
            {
                Id = "pages",
                Name = Samples.Unicode,
                When = new RuleCondition
                {
                    Match = "{severity=~\"critical|error\"}",
                    Cluster = "environment=production",
                    Any = [new RuleCondition { Match = "team=a" }, new RuleCondition { Not = new RuleCondition { Match = "team=b" } }],
                    During = [new RuleTime { Days = ["mon-fri"], From = "09:00", To = "17:00", Zone = "Europe/Berlin" }],
                },
                After = new RuleRate(3, 10, RulePer.Workload),
                Do = RuleAction.Notify,
                Route = "C0TEAM",
                Tags = ["database"],
                GroupBy = ["cluster", "namespace"],
                Cooldown = new RuleCooldown(60, RulePer.Rule, 2),
                Continue = true,
            },
        ],
        Maintenance = [new MaintenanceWindow { Name = "Move", From = Samples.Time, To = Samples.Time.AddHours(2) }],
    };
}
