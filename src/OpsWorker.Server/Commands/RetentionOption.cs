using System.Globalization;
using OpsWorker.Embedded;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the retention of records and evidence.</summary>
internal static class RetentionOption
{
    private const string Name = "RetentionDays";
    private const int MaxDays = 3650;

    /// <summary>The retention; the default where none is set.</summary>
    /// <exception cref="UserErrorException">The setting is no number, or out of its range.</exception>
    public static TimeSpan Read(IConfiguration configuration)
    {
        if (configuration[Name] is not { Length: > 0 } text) return Retention.Default;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MaxDays
            ? TimeSpan.FromDays(days)
            : throw new UserErrorException($"{Name} is \"{text}\"; a whole number of days from 1 to {MaxDays} was expected.");
    }
}
