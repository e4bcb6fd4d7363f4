using System.Security.Claims;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Pipeline.Tests.Access;

public sealed class PrincipalTests
{
    private static readonly OrganisationId Organisation = new("org_1");

    [Fact]
    public void Each_role_has_what_the_one_before_has_and_more()
    {
        var granted = Enum.GetValues<AccessRole>()
            .Select(role => Enum.GetValues<AccessScope>().Where(scope => role.Grants(scope)).ToList())
            .ToList();

        granted[0].ShouldBe([AccessScope.Read]);
        granted[^1].ShouldBe(Enum.GetValues<AccessScope>());
        foreach (var (less, more) in granted.Zip(granted.Skip(1)))
        {
            less.Except(more).ShouldBeEmpty();
            more.Count.ShouldBeGreaterThan(less.Count);
        }
    }

    [Fact]
    public void Scopes_take_away_and_never_add()
    {
        var limited = new Principal(Organisation, "key_1", AccessRole.Viewer) { Scopes = [AccessScope.Respond] };

        Enum.GetValues<AccessScope>().Where(limited.Can).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(true, AccessScope.Read)]
    public void Claims_carry_a_principal_unchanged(bool isLimited, AccessScope? scope)
    {
        var principal = new Principal(Organisation, "key_1", AccessRole.Approver)
        {
            Name = "ci",
            Address = "127.0.0.1",
            Scopes = isLimited ? [.. new[] { scope }.OfType<AccessScope>()] : null,
        };

        var read = PrincipalClaims.Read(new ClaimsPrincipal(PrincipalClaims.Write(principal, "test"))).ShouldNotBeNull();

        (read with { Scopes = null }).ShouldBe(principal with { Scopes = null });
        read.Scopes.ShouldBe(principal.Scopes);
    }

    [Fact]
    public void Nobody_is_no_principal() => PrincipalClaims.Read(new ClaimsPrincipal(new ClaimsIdentity())).ShouldBeNull();

    [Fact]
    public void A_webhook_key_may_nothing_but_send_alerts()
    {
        var key = AccessKeys.Create(Organisation, AccessKeyKind.Webhook, DateTimeOffset.UnixEpoch).Record;

        Enum.GetValues<AccessScope>().Where(Principal.Of(key).Can).ShouldBeEmpty();
    }
}
