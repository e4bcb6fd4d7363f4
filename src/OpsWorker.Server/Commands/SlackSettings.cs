using OpsWorker.Slack;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the settings of section <c>Slack</c>.</summary>
internal static class SlackSettings
{
    /// <param name="configuration">The settings.</param>
    /// <param name="publicUrl">The address of the server, which is also the portal's; null where none is set.</param>
    /// <exception cref="UserErrorException">They are wrong.</exception>
    public static SlackOptions Read(IConfiguration configuration, Uri? publicUrl)
    {
        var section = configuration.GetSection("Slack");
        try
        {
            var options = SlackOptions.From(name => section[name]);
            if (options.Portal is null) options = options with { Portal = publicUrl };
            var errors = options.Validate();
            return errors.Count == 0 ? options : throw new UserErrorException(string.Join(" ", errors));
        }
        catch (FormatException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
