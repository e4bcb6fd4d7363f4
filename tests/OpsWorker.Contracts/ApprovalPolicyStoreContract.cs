using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Core.Commands;
using OpsWorker.Core.Rules;
using Shouldly;
using Xunit;

namespace OpsWorker.Contracts;

public abstract class ApprovalPolicyStoreContract(ContractFixture fixture) : PortContract<IApprovalPolicyStore>(fixture)
{
    private IApprovalPolicyStore Policies => Fixture.ApprovalPolicies;

    [Fact]
    public async Task Policies_are_read_as_they_were_stored_and_by_their_organisation_alone()
    {
        (await Policies.GetAsync(Organisation, Cancel)).ShouldBeNull();
        (await Policies.TryPutAsync(Sample(1), Cancel)).ShouldBeTrue();

        (await Policies.GetAsync(Organisation, Cancel)).ShouldHaveContentOf(Sample(1), CoreJson.Default.ApprovalPolicies);
        (await Policies.GetAsync(Other, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task Only_the_next_version_is_stored_and_of_several_at_once_one()
    {
        (await Policies.TryPutAsync(Sample(2), Cancel)).ShouldBeFalse();
        (await Policies.TryPutAsync(Sample(1), Cancel)).ShouldBeTrue();
        (await Policies.TryPutAsync(Sample(1), Cancel)).ShouldBeFalse();
        (await Policies.TryPutAsync(Sample(3), Cancel)).ShouldBeFalse();

        (await Race.WinnersAsync(i => Policies.TryPutAsync(Sample(2) with { ChangedBy = $"key_{i}" }, Cancel))).ShouldBe(1);

        (await Policies.GetAsync(Organisation, Cancel)).ShouldNotBeNull().Version.ShouldBe(2);
    }

    private ApprovalPolicies Sample(int version) => new()
    {
        Organisation = Organisation,
        Version = version,
        ChangedAt = Samples.Time,
        ChangedBy = Samples.Unicode,
        Policies =
        [
            new ApprovalPolicy
            {
                Id = "production",
                Clusters = "environment=production",
                Operations = [CommandOperation.Scale],
                Approvals = 2,
                Role = AccessRole.Admin,
                AutoApprove = [CommandOperation.Restart],
                AutoApproveDuring = [new RuleTime { Days = ["mon-fri"], From = "09:00", To = "16:00", Zone = "Europe/Berlin" }],
                BreakGlass = AccessRole.Admin,
            },
        ],
    };
}
