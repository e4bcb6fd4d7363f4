using System.CommandLine;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Pipeline.Access;

namespace OpsWorker.Server.Commands.Keys;

/// <summary>The options that describe a key to add.</summary>
internal sealed class KeyOptions
{
    private readonly Option<AccessKeyKind> _kind = new("--kind")
    {
        Description = "api: calling the API. webhook: sending alerts.",
        DefaultValueFactory = _ => AccessKeyKind.Api,
        HelpName = "api|webhook",
    };

    private readonly Option<string?> _name = new("--name") { Description = "A name for lists.", HelpName = "TEXT" };

    private readonly Option<string?> _role = new("--role")
    {
        Description = "The role of an API key. Default: viewer",
        HelpName = "viewer|operator|approver|admin",
    };

    private readonly Option<string[]> _scopes = new("--scope")
    {
        Description = "A permission that an API key is limited to; may be repeated. Default: all of the role",
        HelpName = string.Join('|', Enum.GetNames<AccessScope>()).ToLowerInvariant(),
    };

    private readonly Option<string?> _source = new("--source")
    {
        Description = "The only source of a webhook key, such as grafana. Default: any",
        HelpName = "SOURCE",
    };

    private readonly Option<string?> _workspace = new("--workspace")
    {
        Description = "The workspace that the key is limited to. Default: the whole organisation",
        HelpName = "NAME",
    };

    private readonly Option<string?> _expires = new("--expires")
    {
        Description = "The time until the key expires, such as 90d or 12h, or a date. Default: never",
        HelpName = "TIME",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _kind, _name, _role, _scopes, _source, _workspace, _expires }) command.Options.Add(option);
    }

    /// <summary>The key that the arguments describe.</summary>
    /// <exception cref="UserErrorException">A value is none of those that are listed, or the expiry has another form.</exception>
    public KeyRequest Read(ParseResult arguments, DateTimeOffset now)
    {
        var kind = arguments.GetValue(_kind);
        if (kind is AccessKeyKind.Cluster or AccessKeyKind.Registration)
        {
            throw new UserErrorException("The token of a cluster is made by `opsworker cluster add` and `opsworker cluster rotate-token`.");
        }

        var scopes = arguments.GetValue(_scopes);
        return new KeyRequest(
            kind,
            arguments.GetValue(_name),
            arguments.GetValue(_role) is { } role ? Word<AccessRole>("--role", role) : null,
            scopes is { Length: > 0 } ? [.. scopes.Select(scope => Word<AccessScope>("--scope", scope))] : null,
            arguments.GetValue(_source),
            arguments.GetValue(_workspace),
            arguments.GetValue(_expires) is { } expires ? TimeText.ReadFuture("--expires", expires, now) : null);
    }

    private static T Word<T>(string option, string text)
        where T : struct, Enum =>
        EnumName.Find<T>(text)
            ?? throw new UserErrorException(
                $"{option} is \"{text}\"; one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()} was expected.");
}
