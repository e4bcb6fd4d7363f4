using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Oidc;
using OpsWorker.Pipeline.Access;
using OpsWorker.Server.Hosting;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the settings of section <c>Oidc</c>: the identity provider where people sign in to the portal.</summary>
internal static class SignInSettings
{
    private const string Section = "Oidc";
    private const string Groups = "Groups";
    private const string Workspaces = "Workspaces";
    private const string DefaultRole = "DefaultRole";

    /// <summary>The settings; null without the section.</summary>
    /// <exception cref="UserErrorException">They are wrong.</exception>
    public static PeopleSignIn? Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        if (!section.GetChildren().Any()) return null;
        var authority = Text(section, nameof(OidcOptions.Authority)) ?? "";
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address))
        {
            throw new UserErrorException($"Oidc:Authority is \"{authority}\"; the issuer's https address was expected.");
        }

        var options = new OidcOptions
        {
            Authority = address,
            ClientId = Text(section, nameof(OidcOptions.ClientId)) ?? "",
            ClientSecret = Text(section, nameof(OidcOptions.ClientSecret)),
            GroupsClaim = Text(section, nameof(OidcOptions.GroupsClaim)) ?? "groups",
        };
        var errors = options.Validate();
        if (errors.Count > 0) throw new UserErrorException(string.Join(" ", errors));
        var groups = section.GetSection(Groups).GetChildren().ToDictionary(group => group.Key, group => Role(group.Path, group.Value));
        AccessRole? otherwise = Text(section, DefaultRole) is { } role ? Role($"{Section}:{DefaultRole}", role) : null;
        return groups.Count > 0 || otherwise is not null
            ? new PeopleSignIn(options, groups, otherwise)
            {
                Workspaces = section.GetSection(Workspaces).GetChildren().ToDictionary(
                    group => group.Key, group => Workspace(group.Path, group.Value)),
            }
            : throw new UserErrorException("Oidc:Groups and Oidc:DefaultRole are missing: nobody could sign in. Name a role for a group.");
    }

    private static string Workspace(string name, string? value) => value == SignInPolicy.WholeOrganisation || KeyRequest.IsWorkspace(value)
        ? value!
        : throw new UserErrorException(
            $"{name} is \"{value}\"; {KeyRequest.WorkspaceForm} were expected, or {SignInPolicy.WholeOrganisation} for everything.");

    private static AccessRole Role(string name, string? value) =>
        EnumName.Find<AccessRole>(value)
            ?? throw new UserErrorException(
                $"{name} is \"{value}\"; one of {string.Join(", ", Enum.GetNames<AccessRole>())} was expected.");

    private static string? Text(IConfigurationSection section, string name) => section[name] is { Length: > 0 } text ? text : null;
}
