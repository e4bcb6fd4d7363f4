using OpsWorker.CodeHosts;
using OpsWorker.CodeHosts.Settings;
using OpsWorker.Core;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Embedded;

namespace OpsWorker.Server.Commands.CodeHosts;

/// <summary>The code hosts that the settings name.</summary>
internal static class ConfiguredCodeHosts
{
    /// <summary>The error where no code host is configured.</summary>
    public const string NoneConfigured =
        "No code host is configured. Set OPSWORKER_CodeHosts__NAME__Kind, __Token and __Repositories: see docs/integrations.";

    /// <summary>Reads section <c>CodeHosts</c>.</summary>
    /// <exception cref="UserErrorException">A setting is wrong.</exception>
    public static CodeHostSet Read(IConfiguration configuration, TimeProvider time)
    {
        var (settings, errors) = CodeHostSettingsReader.Read(configuration);
        if (errors.Count > 0) throw new UserErrorException(string.Join(" ", errors));
        if (settings.Count == 0) return CodeHostSet.None;
        var http = new HttpClient(OutgoingConnections.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan };
        return new CodeHostCatalogue(http, new EmbeddedSecretSource(configuration), time).Create(settings);
    }

    /// <summary>The code hosts, of which there must be one.</summary>
    /// <exception cref="UserErrorException">There is none, or a setting is wrong.</exception>
    public static CodeHostSet Require()
    {
        var hosts = Read(CommandSettings.Read(), TimeProvider.System);
        return hosts.Hosts.Count > 0 ? hosts : throw new UserErrorException(NoneConfigured);
    }
}
