using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Pipeline.Access;

/// <summary>The roles and workspaces of people who sign in at an identity provider.</summary>
/// <param name="Organisation">The organisation whose people sign in there.</param>
/// <param name="Groups">The role of each group or role at the provider; of several the highest counts.</param>
/// <param name="Otherwise">The role of people without such a group; null refuses them.</param>
public sealed record SignInPolicy(
    OrganisationId Organisation, IReadOnlyDictionary<string, AccessRole> Groups, AccessRole? Otherwise)
{
    /// <summary>The value of <see cref="Workspaces"/> for groups whose people see the whole organisation.</summary>
    public const string WholeOrganisation = "*";

    private const string UserPrefix = "user:";

    /// <summary>
    /// The workspace of groups, or <see cref="WholeOrganisation"/>; empty where there are no workspaces. Otherwise a person needs a group
    /// that is in it.
    /// </summary>
    public IReadOnlyDictionary<string, string> Workspaces { get; init; } = new Dictionary<string, string>();

    /// <summary>The principal of a person.</summary>
    /// <exception cref="SignInException">The person may not sign in; the message says why.</exception>
    public Principal Admit(ExternalIdentity identity)
    {
        var roles = identity.Groups.Where(Groups.ContainsKey).Select(group => Groups[group]).ToList();
        var role = (roles.Count > 0 ? roles.Max() : Otherwise)
            ?? throw new SignInException("None of your groups at the provider has a role here. Ask an admin.");

        // The provider's subject may be long, and is another person's at another provider.
        var subject = UserPrefix + Identifier.From("usr", identity.Issuer, identity.Subject);
        return new Principal(Organisation, subject, role)
        {
            Name = identity.Name ?? identity.Email,
            Workspace = WorkspaceOf(identity),
        };
    }

    private string? WorkspaceOf(ExternalIdentity identity)
    {
        if (Workspaces.Count == 0) return null;
        string[] named = [.. identity.Groups.Where(Workspaces.ContainsKey).Select(group => Workspaces[group]).Distinct().Order()];
        return named switch
        {
            _ when named.Contains(WholeOrganisation) => null,
            [var only] => only,
            [] => throw new SignInException("None of your groups at the provider has a workspace here. Ask an admin."),
            _ => throw new SignInException(
                $"Your groups at the provider have several workspaces ({string.Join(", ", named)}); one was expected. Ask an admin."),
        };
    }
}
