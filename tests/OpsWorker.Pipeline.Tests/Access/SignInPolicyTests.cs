using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Pipeline.Tests.Access;

public sealed class SignInPolicyTests
{
    private static readonly Dictionary<string, AccessRole> Groups = new()
    {
        ["platform"] = AccessRole.Admin,
        ["on-call"] = AccessRole.Operator,
    };

    private static readonly SignInPolicy Policy = new(new OrganisationId("org_1"), Groups, Otherwise: null);

    [Fact]
    public void The_highest_role_of_a_persons_groups_counts()
    {
        var principal = Policy.Admit(Person("on-call", "platform", "unknown"));

        (principal.Role, principal.Organisation.Value, principal.Name).ShouldBe((AccessRole.Admin, "org_1", "Ada"));
        principal.Actor.Kind.ShouldBe(ActorKind.User);
    }

    [Fact]
    public void A_person_without_a_group_is_refused_or_gets_the_role_for_others()
    {
        Should.Throw<SignInException>(() => Policy.Admit(Person("unknown"))).Message.ShouldContain("has a role here");
        (Policy with { Otherwise = AccessRole.Viewer }).Admit(Person()).Role.ShouldBe(AccessRole.Viewer);
        (Policy with { Otherwise = AccessRole.Approver }).Admit(Person("on-call")).Role.ShouldBe(AccessRole.Operator);
    }

    [Fact]
    public void The_same_subject_of_another_provider_is_another_person()
    {
        var one = Policy.Admit(Person("on-call"));
        var again = Policy.Admit(Person("platform") with { Name = "Countess" });
        var other = Policy.Admit(Person("on-call") with { Issuer = "https://elsewhere.example" });

        again.Subject.ShouldBe(one.Subject);
        other.Subject.ShouldNotBe(one.Subject);
    }

    [Fact]
    public void A_person_gets_the_workspace_of_a_group_and_without_one_is_refused()
    {
        var policy = Policy with
        {
            Otherwise = AccessRole.Viewer,
            Workspaces = new Dictionary<string, string>
            {
                ["pay"] = "payments",
                ["pay-leads"] = "payments",
                ["search"] = "search",
                ["all"] = SignInPolicy.WholeOrganisation,
            },
        };

        policy.Admit(Person("pay", "pay-leads", "unknown")).Workspace.ShouldBe("payments");
        policy.Admit(Person("search", "all")).Workspace.ShouldBeNull("a group is of the whole organisation");
        Should.Throw<SignInException>(() => policy.Admit(Person("on-call"))).Message.ShouldContain("has a workspace here");
        Should.Throw<SignInException>(() => policy.Admit(Person("pay", "search"))).Message.ShouldContain("payments, search");
    }

    [Fact]
    public void Where_no_group_has_a_workspace_people_see_the_whole_organisation() =>
        Policy.Admit(Person("on-call")).Workspace.ShouldBeNull();

    private static ExternalIdentity Person(params string[] groups) => new("https://id.example", "1", "ada@example.com", "Ada", groups);
}
