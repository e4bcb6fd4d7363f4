using OpsWorker.Pipeline.Intake;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the setting that masks mail addresses and card numbers.</summary>
internal static class PersonalDataOption
{
    /// <exception cref="UserErrorException">The setting is neither on nor off.</exception>
    public static bool Read(IConfiguration configuration)
    {
        try
        {
            return AlertMasking.ReadSetting(configuration[AlertMasking.Setting]);
        }
        catch (FormatException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
