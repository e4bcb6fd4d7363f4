using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Pipeline.Access;

/// <summary>A key to add.</summary>
/// <param name="Kind">API or webhook.</param>
/// <param name="Name">The name shown to people, at most <see cref="MaxNameLength"/> characters; null without one.</param>
/// <param name="Role">The role of an API key; null for <see cref="AccessRole.Viewer"/>.</param>
/// <param name="Scopes">The permissions that an API key is limited to; null for all of its role.</param>
/// <param name="Source">The only source of a webhook key; null for any.</param>
/// <param name="Workspace">
/// The workspace that the key is limited to: 1 to <see cref="MaxWorkspaceLength"/> letters, digits, <c>-</c> and <c>_</c>; null for the
/// whole organisation.
/// </param>
/// <param name="ExpiresAt">The time of expiry; null if it does not expire.</param>
public sealed record KeyRequest(
    AccessKeyKind Kind,
    string? Name = null,
    AccessRole? Role = null,
    IReadOnlyList<AccessScope>? Scopes = null,
    string? Source = null,
    string? Workspace = null,
    DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Maximum length of a name.</summary>
    public const int MaxNameLength = 100;

    /// <summary>Maximum length of a workspace's name.</summary>
    public const int MaxWorkspaceLength = 40;

    /// <summary>The form of a workspace's name, for messages.</summary>
    public static readonly string WorkspaceForm = $"1 to {MaxWorkspaceLength} letters, digits, - and _";

    /// <summary>True for the name of a workspace.</summary>
    public static bool IsWorkspace(string? name) =>
        name is { Length: > 0 and <= MaxWorkspaceLength } && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Checks the fields.</summary>
    /// <exception cref="InvalidKeyException">One is wrong.</exception>
    internal void Check(DateTimeOffset now)
    {
        if (Name is { Length: 0 or > MaxNameLength } || Name?.Any(char.IsControl) == true)
        {
            throw new InvalidKeyException("name", $"1 to {MaxNameLength} characters without control characters were expected.");
        }

        if (Workspace is not null && !IsWorkspace(Workspace))
        {
            throw new InvalidKeyException("workspace", $"{WorkspaceForm} were expected.");
        }

        if (ExpiresAt <= now) throw new InvalidKeyException("expiresAt", "A time in the future was expected.");
        if (Kind == AccessKeyKind.Api) CheckApi();
        else if (Kind == AccessKeyKind.Webhook) CheckWebhook();
        else throw new InvalidKeyException("kind", "Api or Webhook was expected; agents' tokens are made with their clusters.");
    }

    private void CheckApi()
    {
        if (Source is not null) throw new InvalidKeyException("source", "Only a webhook key has a source.");
        if (Role is { } named && !Enum.IsDefined(named)) throw new InvalidKeyException("role", $"There is no role {named}.");
        if (Scopes is null) return;
        var role = Role ?? AccessRole.Viewer;
        if (Scopes.Count == 0) throw new InvalidKeyException("scopes", "At least one was expected; without the field all of the role.");
        if (!Scopes.All(Enum.IsDefined)) throw new InvalidKeyException("scopes", "There is no scope of this number; names were expected.");
        foreach (var scope in Scopes.Where(scope => Workspace is not null && !AccessRoles.IsOfWorkspaces(scope)))
        {
            throw new InvalidKeyException(
                "scopes", $"{scope} is for keys of the whole organisation; Read, Respond or Investigate was expected.");
        }

        foreach (var scope in Scopes.Where(scope => !role.Grants(scope)))
        {
            throw new InvalidKeyException("scopes", $"{scope} needs the role {AccessRoles.NeededFor(scope)}; {role} does not have it.");
        }
    }

    private void CheckWebhook()
    {
        if (Role is not null) throw new InvalidKeyException("role", "A webhook key has no role: it sends alerts, nothing else.");
        if (Scopes is not null) throw new InvalidKeyException("scopes", "A webhook key has no scopes: it sends alerts, nothing else.");
        if (Source is not null && AlertSources.Find(Source) is null)
        {
            var names = string.Join(", ", AlertSources.All.Select(source => source.Name));
            throw new InvalidKeyException("source", $"There is no source {Source}. The sources are: {names}.");
        }
    }
}
