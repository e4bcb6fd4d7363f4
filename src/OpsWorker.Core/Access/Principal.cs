namespace OpsWorker.Core.Access;

/// <summary>A person or program that acts in an organisation, as its credential says.</summary>
/// <param name="Organisation">The organisation, from the credential and never from the request.</param>
/// <param name="Subject">
/// The id in records and the audit log: an API key's id, or a prefix and a user's id, as <c>slack:U012AB3CD</c>.
/// </param>
/// <param name="Role">The role.</param>
public sealed record Principal(OrganisationId Organisation, string Subject, AccessRole Role)
{
    /// <summary>The prefix of <see cref="Subject"/> for members of the Slack workspace.</summary>
    public const string SlackPrefix = "slack:";

    /// <summary>The name shown to people; null means <see cref="Subject"/>.</summary>
    public string? Name { get; init; }

    /// <summary>The permissions that the credential is limited to; null for all that the role grants.</summary>
    public IReadOnlyList<AccessScope>? Scopes { get; init; }

    /// <summary>The workspace that the credential is limited to; null for the whole organisation.</summary>
    public string? Workspace { get; init; }

    /// <summary>The network address of the request, for the audit log; null where it is not known.</summary>
    public string? Address { get; init; }

    /// <summary>The person or program in records and messages.</summary>
    public Actor Actor => Subject.Split(':', 2) switch
    {
        [_, var id] when Subject.StartsWith(SlackPrefix, StringComparison.Ordinal) => new Actor(ActorKind.SlackUser, id, Name),
        [_, var id] => new Actor(ActorKind.User, id, Name),
        _ => new Actor(ActorKind.ApiKey, Subject, Name),
    };

    /// <summary>True if role, scopes and workspace grant the permission.</summary>
    public bool Can(AccessScope scope) =>
        Role.Grants(scope) && Scopes?.Contains(scope) != false && (Workspace is null || AccessRoles.IsOfWorkspaces(scope));

    /// <summary>True if what belongs to the workspace is shown; null is what belongs to none.</summary>
    public bool Sees(string? workspace) => Workspace is null || Workspace == workspace;

    /// <summary>The principal of an API key or a webhook key.</summary>
    public static Principal Of(AccessKey key) =>
        new(key.Organisation, key.Id, AccessRoles.Of(key) ?? AccessRole.Viewer)
        {
            Name = key.Name,
            Workspace = key.Workspace,
            Scopes = key.Kind == AccessKeyKind.Api ? key.Scopes : [],
        };
}
