using System.Security.Claims;
using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Pipeline.Access;

/// <summary>Carries a principal in the claims of ASP.NET Core's user, from authentication to the endpoints and pages.</summary>
public static class PrincipalClaims
{
    private const string Organisation = "organisation";
    private const string Subject = "sub";
    private const string Name = "name";
    private const string Role = "role";
    private const string Scope = "scope";
    private const string Address = "address";
    private const string Workspace = "workspace";

    // Distinguishes a credential that is limited to no scope from one that is not limited.
    private const string Limited = "limited";

    /// <summary>The identity of a principal.</summary>
    /// <param name="principal">The principal.</param>
    /// <param name="authenticationType">The scheme that authenticated it.</param>
    public static ClaimsIdentity Write(Principal principal, string authenticationType)
    {
        var identity = new ClaimsIdentity(authenticationType, Name, Role);
        identity.AddClaim(new Claim(Organisation, principal.Organisation.Value));
        identity.AddClaim(new Claim(Subject, principal.Subject));
        identity.AddClaim(new Claim(Role, principal.Role.ToString()));
        if (principal.Name is { } name) identity.AddClaim(new Claim(Name, name));
        if (principal.Address is { } address) identity.AddClaim(new Claim(Address, address));
        if (principal.Workspace is { } workspace) identity.AddClaim(new Claim(Workspace, workspace));
        if (principal.Scopes is { } scopes)
        {
            identity.AddClaim(new Claim(Limited, bool.TrueString));
            identity.AddClaims(scopes.Select(scope => new Claim(Scope, scope.ToString())));
        }

        return identity;
    }

    /// <summary>The principal; null where nobody is authenticated.</summary>
    public static Principal? Read(ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true
            || user.FindFirst(Organisation) is not { } organisation
            || user.FindFirst(Subject) is not { } subject
            || !Enum.TryParse<AccessRole>(user.FindFirst(Role)?.Value, out var role))
        {
            return null;
        }

        return new Principal(new OrganisationId(organisation.Value), subject.Value, role)
        {
            Name = user.FindFirst(Name)?.Value,
            Address = user.FindFirst(Address)?.Value,
            Workspace = user.FindFirst(Workspace)?.Value,
            Scopes = user.HasClaim(Limited, bool.TrueString)
                ? [.. user.FindAll(Scope).Select(claim => Enum.Parse<AccessScope>(claim.Value))]
                : null,
        };
    }
}
