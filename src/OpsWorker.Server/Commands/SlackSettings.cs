using OpsWorker.Slack;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the settings of section <c>Slack</c>.</summary>
internal static class SlackSettings
{
    /// <summary>The settings. The portal's address is the server's unless it is set.</summary>
    /// <exception cref="UserErrorException">They are wrong.</exception>
    public static SlackOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Slack");
        try
        {
            var options = SlackOptions.From(name => section[name]);
            if (options.Portal is null) options = options with { Portal = AgentOptions.ReadPublicUrl(configuration) };
            var errors = options.Validate();
            return errors.Count == 0 ? options : throw new UserErrorException(string.Join(" ", errors));
        }
        catch (FormatException e)
        {
            throw new UserErrorException(e.Message);
        }
    }
}
