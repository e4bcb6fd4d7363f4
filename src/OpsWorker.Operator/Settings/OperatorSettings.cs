using OpsWorker.AgentRuntime.Sessions;
using OpsWorker.Core.Commands;
using OpsWorker.Kubernetes.Readers.Live.Connections;

namespace OpsWorker.Operator.Settings;

/// <summary>Settings of the Operator, from its environment; <c>docs/commands.md</c> lists the variables.</summary>
internal sealed record OperatorSettings
{
    public const string ServerUrlVariable = "OPSWORKER_SERVER_URL";
    public const string AwsEndpointVariable = "OPSWORKER_AWS_ENDPOINT";
    public const string TokenFileVariable = "OPSWORKER_CLUSTER_TOKEN_FILE";
    public const string CapabilitiesVariable = "OPSWORKER_CAPABILITIES";
    public const string NamespacesVariable = "OPSWORKER_OPERATOR_NAMESPACES";
    public const string PinSecretVariable = "OPSWORKER_PIN_SECRET";
    public const string CommandKeyVariable = "OPSWORKER_COMMAND_KEY";
    public const string ServiceAccountFolderVariable = "OPSWORKER_SERVICE_ACCOUNT_FOLDER";

    /// <summary>The names of all settings.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        ServerUrlVariable, TrustedOrigins.RegionVariable, AwsEndpointVariable, TokenFileVariable, CapabilitiesVariable, NamespacesVariable,
        PinSecretVariable, CommandKeyVariable, ServiceAccountFolderVariable,
    ];

    /// <summary>The server's address; its path ends with a slash.</summary>
    public required Uri ServerUrl { get; init; }

    /// <summary>The region of AWS whose queues a session may lead to; null for none.</summary>
    public string? AwsRegion { get; init; }

    /// <summary>An endpoint in place of AWS; null for AWS.</summary>
    public Uri? AwsEndpoint { get; init; }

    /// <summary>The files of the cluster's token, of which the first that is there is read for each session.</summary>
    public required IReadOnlyList<string> TokenFiles { get; init; }

    /// <summary>The capabilities, of <see cref="OperatorCapabilities"/>; at least one.</summary>
    public required IReadOnlyList<string> Capabilities { get; init; }

    /// <summary>The namespaces whose objects may be changed; empty for all.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>The Secret of the pod's namespace in which the pinned key is kept.</summary>
    public required string PinSecret { get; init; }

    /// <summary>The public key to pin; null for that of the first session.</summary>
    public string? CommandKey { get; init; }

    /// <summary>The folder of the service account's files.</summary>
    public required string ServiceAccountFolder { get; init; }

    /// <summary>The servers that may be at any address.</summary>
    public IReadOnlyList<Uri> Configured => AwsEndpoint is { } endpoint ? [ServerUrl, endpoint] : [ServerUrl];

    /// <summary>Reads the settings, and reports all errors at once.</summary>
    /// <param name="variable">Environment variables by name.</param>
    /// <exception cref="InvalidSettingsException">A setting is missing or wrong.</exception>
    public static OperatorSettings Read(Func<string, string?> variable)
    {
        var errors = new List<string>();
        string? Text(string name) => variable(name) is { } value && !string.IsNullOrWhiteSpace(value) ? value.Trim() : null;
        IReadOnlyList<string> List(string name) =>
            Text(name)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
        Uri Url(string name)
        {
            if (Uri.TryCreate(Text(name)?.TrimEnd('/') + "/", UriKind.Absolute, out var url)
                && url is { Scheme: "http" or "https", UserInfo.Length: 0 })
            {
                return url;
            }

            errors.Add($"{name} is {Shown(Text(name))}; an address that begins with https:// or http:// was expected.");
            return new Uri("http://localhost/");
        }

        string Needed(string name, string what)
        {
            if (Text(name) is { } text) return text;
            errors.Add($"{name} is not set; {what} was expected.");
            return "";
        }

        var settings = new OperatorSettings
        {
            ServerUrl = Url(ServerUrlVariable),
            AwsRegion = Text(TrustedOrigins.RegionVariable),
            AwsEndpoint = Text(AwsEndpointVariable) is null ? null : Url(AwsEndpointVariable),
            TokenFiles = Needed(TokenFileVariable, "the file of the cluster's token")
                .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Capabilities = List(CapabilitiesVariable),
            Namespaces = List(NamespacesVariable),
            PinSecret = Needed(PinSecretVariable, "the name of a Secret in the pod's namespace"),
            CommandKey = Text(CommandKeyVariable),
            ServiceAccountFolder = Text(ServiceAccountFolderVariable) ?? InClusterConnection.ServiceAccountFolder,
        };
        var known = string.Join(", ", OperatorCapabilities.All);
        foreach (var unknown in settings.Capabilities.Except(OperatorCapabilities.All))
        {
            errors.Add($"{CapabilitiesVariable} has \"{unknown}\"; {known} were expected.");
        }

        if (settings.Capabilities.Count == 0) errors.Add($"{CapabilitiesVariable} is not set; at least one of {known} was expected.");
        if (settings.CommandKey is { } key && !CommandSignature.IsPublicKey(key))
        {
            errors.Add($"{CommandKeyVariable} is no public key: the Base64 of a SubjectPublicKeyInfo of the curve P-256 was expected.");
        }

        return errors.Count == 0 ? settings : throw new InvalidSettingsException(string.Join('\n', errors));
    }

    private static string Shown(string? text) => text is null ? "not set" : $"\"{text}\"";
}

/// <summary>Settings are missing or wrong; the message has a line for each.</summary>
internal sealed class InvalidSettingsException(string message) : Exception(message);
