using OpsWorker.Slack;

namespace OpsWorker.Server.Commands;

/// <summary>Reads the settings of section <c>Slack</c>.</summary>
internal static class SlackSettings
{
    /// <exception cref="UserErrorException">They are wrong.</exception>
    public static SlackOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Slack");
        var options = new SlackOptions
        {
            BotToken = Text(section, nameof(SlackOptions.BotToken)),
            Channel = Text(section, nameof(SlackOptions.Channel)),
            WebhookUrl = Text(section, nameof(SlackOptions.WebhookUrl)),
            ApiBaseUrl = ApiBaseUrl(section),
        };
        var errors = options.Validate();
        return errors.Count == 0 ? options : throw new UserErrorException(string.Join(" ", errors));
    }

    private static Uri ApiBaseUrl(IConfigurationSection section)
    {
        if (Text(section, nameof(SlackOptions.ApiBaseUrl)) is not { } text) return SlackOptions.DefaultApiBaseUrl;
        return Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? url
            : throw new UserErrorException($"Slack:ApiBaseUrl is \"{text}\"; an absolute https address was expected.");
    }

    private static string? Text(IConfigurationSection section, string name) => section[name] is { Length: > 0 } text ? text : null;
}
