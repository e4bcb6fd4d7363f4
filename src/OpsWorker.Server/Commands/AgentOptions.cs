using System.Globalization;
using OpsWorker.Core.Clusters;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the settings that agents depend on.</summary>
internal static class AgentOptions
{
    private const string PublicUrlName = "PublicUrl";
    private const string SilenceName = "ClusterDisconnectedAfterSeconds";
    private const int MinSilence = 10;
    private const int MaxSilence = 86_400;

    /// <summary>The address at which agents reach the server; null where none is set.</summary>
    /// <exception cref="UserErrorException">It is no address.</exception>
    public static Uri? ReadPublicUrl(IConfiguration configuration)
    {
        if (configuration[PublicUrlName] is not { Length: > 0 } text) return null;
        return Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new UserErrorException($"{PublicUrlName} is \"{text}\"; an address that begins with https:// or http:// was expected.");
    }

    /// <summary>The time without messages after which an agent counts as disconnected.</summary>
    /// <exception cref="UserErrorException">It is no number, or out of its range.</exception>
    public static ClusterSilence ReadSilence(IConfiguration configuration)
    {
        if (configuration[SilenceName] is not { Length: > 0 } text) return ClusterSilence.Default;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            && seconds is >= MinSilence and <= MaxSilence
            ? new ClusterSilence(TimeSpan.FromSeconds(seconds))
            : throw new UserErrorException($"{SilenceName} is \"{text}\"; a whole number from {MinSilence} to {MaxSilence} was expected.");
    }
}
