using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Pipeline.Access;

/// <summary>The roles of people who sign in at an identity provider.</summary>
/// <param name="Organisation">The organisation whose people sign in there.</param>
/// <param name="Groups">The role of each group or role at the provider; of several the highest counts.</param>
/// <param name="Otherwise">The role of people without such a group; null refuses them.</param>
public sealed record SignInPolicy(
    OrganisationId Organisation, IReadOnlyDictionary<string, AccessRole> Groups, AccessRole? Otherwise)
{
    private const string UserPrefix = "user:";

    /// <summary>The principal of a person; null where the person may not sign in.</summary>
    public Principal? Admit(ExternalIdentity identity)
    {
        var roles = identity.Groups.Where(Groups.ContainsKey).Select(group => Groups[group]).ToList();
        if ((roles.Count > 0 ? roles.Max() : Otherwise) is not { } role) return null;

        // The provider's subject may be long, and is another person's at another provider.
        var subject = UserPrefix + Identifier.From("usr", identity.Issuer, identity.Subject);
        return new Principal(Organisation, subject, role) { Name = identity.Name ?? identity.Email };
    }
}
