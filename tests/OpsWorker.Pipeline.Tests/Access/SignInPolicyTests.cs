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
        var principal = Policy.Admit(Person("on-call", "platform", "unknown")).ShouldNotBeNull();

        (principal.Role, principal.Organisation.Value, principal.Name).ShouldBe((AccessRole.Admin, "org_1", "Ada"));
        principal.Actor.Kind.ShouldBe(ActorKind.User);
    }

    [Fact]
    public void A_person_without_a_group_is_refused_or_gets_the_role_for_others()
    {
        Policy.Admit(Person("unknown")).ShouldBeNull();
        (Policy with { Otherwise = AccessRole.Viewer }).Admit(Person()).ShouldNotBeNull().Role.ShouldBe(AccessRole.Viewer);
        (Policy with { Otherwise = AccessRole.Approver }).Admit(Person("on-call")).ShouldNotBeNull().Role.ShouldBe(AccessRole.Operator);
    }

    [Fact]
    public void The_same_subject_of_another_provider_is_another_person()
    {
        var one = Policy.Admit(Person("on-call")).ShouldNotBeNull();
        var again = Policy.Admit(Person("platform") with { Name = "Countess" }).ShouldNotBeNull();
        var other = Policy.Admit(Person("on-call") with { Issuer = "https://elsewhere.example" }).ShouldNotBeNull();

        again.Subject.ShouldBe(one.Subject);
        other.Subject.ShouldNotBe(one.Subject);
    }

    private static ExternalIdentity Person(params string[] groups) => new("https://id.example", "1", "ada@example.com", "Ada", groups);
}
