using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.Access;

namespace OpsWorker.Portal.Sessions;

/// <summary>A signed-in person's session, as the cookie holds it.</summary>
/// <param name="Id">Random; the tokens of the session's forms are made of it.</param>
/// <param name="Organisation">The organisation, from the credential.</param>
/// <param name="StartedAt">The time of signing in.</param>
internal sealed record PortalSession(string Id, OrganisationId Organisation, DateTimeOffset StartedAt)
{
    /// <summary>The length of a session.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromDays(14);

    /// <summary>The length of a session of a person whom a provider knows: then it is asked again for the groups.</summary>
    private static readonly TimeSpan s_providerLength = TimeSpan.FromHours(12);

    /// <summary>The hash of the API key that signed in; null for others.</summary>
    public string? KeyHash { get; init; }

    /// <summary>The person whom a provider knows; null for others.</summary>
    public SessionUser? User { get; init; }

    /// <summary>A session of an API key.</summary>
    public static PortalSession Start(AccessKey key, DateTimeOffset now) => Start(key.Organisation, now) with { KeyHash = key.Hash };

    /// <summary>A session of a person whom a provider knows.</summary>
    public static PortalSession Start(Principal principal, DateTimeOffset now) => Start(principal.Organisation, now) with
    {
        User = new SessionUser(principal.Subject, principal.Role, principal.Name, principal.Workspace),
    };

    /// <summary>A session of the server's owner, who came by a printed link.</summary>
    public static PortalSession Start(OrganisationId organisation, DateTimeOffset now) => new(Identifier.New("ses"), organisation, now);

    /// <summary>The person of a session without a key.</summary>
    public Principal Person => User is { } user
        ? new Principal(Organisation, user.Subject, user.Role) { Name = user.Name, Workspace = user.Workspace }
        : new Principal(Organisation, "user:owner", AccessRole.Admin) { Name = "the owner" };

    /// <summary>The text that a cookie holds, signed.</summary>
    public string Write() => JsonSerializer.Serialize(this, SessionJson.Default.PortalSession);

    /// <summary>Reads what <see cref="Write"/> wrote; null once the session has ended.</summary>
    public static PortalSession? Read(string text, DateTimeOffset now)
    {
        var session = JsonSerializer.Deserialize(text, SessionJson.Default.PortalSession);
        return session is not null && now - session.StartedAt < (session.User is null ? Length : s_providerLength) ? session : null;
    }
}

/// <summary>A person whom a provider knows.</summary>
/// <param name="Subject">The id in records and the audit log.</param>
/// <param name="Role">The role by the person's groups when signing in.</param>
/// <param name="Name">The name; null without one.</param>
/// <param name="Workspace">The workspace by the person's groups; null for the whole organisation.</param>
internal sealed record SessionUser(string Subject, AccessRole Role, string? Name, string? Workspace = null);

/// <summary>A session with its person, as the credential says at the time of the request.</summary>
/// <param name="Session">The session.</param>
/// <param name="Principal">The person.</param>
internal sealed record SignedIn(PortalSession Session, Principal Principal);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PortalSession))]
internal sealed partial class SessionJson : JsonSerializerContext;
