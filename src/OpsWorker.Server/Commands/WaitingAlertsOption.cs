using System.Globalization;
using OpsWorker.Embedded.Messaging;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the number of waiting alerts from which on webhooks are refused.</summary>
internal static class WaitingAlertsOption
{
    private const string Name = "MaxWaitingAlerts";
    private const int Min = 1_000;
    private const int Max = 100_000_000;

    /// <summary>The limit; the default where none is set.</summary>
    /// <exception cref="UserErrorException">The setting is no number, or out of its range.</exception>
    public static int Read(IConfiguration configuration)
    {
        if (configuration[Name] is not { Length: > 0 } text) return AlertBacklog.DefaultMax;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var max) && max is >= Min and <= Max
            ? max
            : throw new UserErrorException($"{Name} is \"{text}\"; a whole number from {Min} to {Max} was expected.");
    }
}
