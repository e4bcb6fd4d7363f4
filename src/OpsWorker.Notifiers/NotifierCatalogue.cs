using OpsWorker.Core.Notifications;
using OpsWorker.Notifiers.Mail;
using OpsWorker.Notifiers.PagerDuty;
using OpsWorker.Notifiers.Teams;
using OpsWorker.Notifiers.Webhooks;

namespace OpsWorker.Notifiers;

/// <summary>A notifier that settings switch on.</summary>
/// <param name="Name">The name in the setting <c>Notifiers:Enabled</c> and in records.</param>
/// <param name="Settings">The names of its settings in the section of its name.</param>
/// <param name="Create">Creates it from its settings.</param>
internal sealed record NotifierEntry(string Name, IReadOnlyList<string> Settings, Func<NotifierSettings, NotifierPorts, INotifier> Create);

/// <summary>The means of notifiers.</summary>
/// <param name="Http">The client for their addresses.</param>
/// <param name="Time">The clock.</param>
internal sealed record NotifierPorts(HttpClient Http, TimeProvider Time);

/// <summary>The notifiers beside Slack, one line each.</summary>
public static class NotifierCatalogue
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Notifiers";

    private const string EnabledName = Section + ":Enabled";

    private static readonly IReadOnlyList<NotifierEntry> s_all =
    [
        new("teams", ["Url"], (s, p) => new TeamsNotifier(p.Http, s.Address("Url"), p.Time)),
        new("webhook", ["Url", "Secret"], (s, p) => new WebhookNotifier(p.Http, s.Address("Url"), s.Required("Secret"), p.Time)),
        new("pagerduty", ["ApiToken", "From", "ApiBaseUrl"], (s, p) => new PagerDutyNotifier(p.Http, PagerDuty(s), p.Time)),
        new("mail", ["Host", "Port", "UseTls", "User", "Password", "From", "To"], (s, _) => new MailNotifier(Mail(s))),
    ];

    /// <summary>The names of the notifiers.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(entry => entry.Name)];

    /// <summary>The notifiers that the settings switch on.</summary>
    /// <param name="read">Reads a setting by its whole name, such as <c>Notifiers:Mail:Host</c>; null where it is not set.</param>
    /// <param name="http">The client for their addresses.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FormatException">A setting is missing or wrong; the message names it, without secrets.</exception>
    public static async Task<IReadOnlyList<INotifier>> CreateAsync(Func<string, Task<string?>> read, HttpClient http, TimeProvider time)
    {
        var enabled = (await read(EnabledName) ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var notifiers = new List<INotifier>();
        foreach (var name in enabled.Distinct())
        {
            var entry = s_all.FirstOrDefault(known => known.Name == name) ?? throw new FormatException(
                $"{EnabledName} names \"{name}\"; the notifiers are {string.Join(", ", Names)}.");
            var values = new Dictionary<string, string?>();
            foreach (var setting in entry.Settings) values[setting] = await read($"{Section}:{entry.Name}:{setting}");
            notifiers.Add(entry.Create(new NotifierSettings($"{Section}:{entry.Name}", values), new NotifierPorts(http, time)));
        }

        return notifiers;
    }

    private static PagerDutyOptions PagerDuty(NotifierSettings settings)
    {
        var options = new PagerDutyOptions(settings.Required("ApiToken"), settings.MailAddress("From"));
        return settings.Text("ApiBaseUrl") is null ? options : options with { ApiBaseUrl = settings.Address("ApiBaseUrl") };
    }

    private static MailOptions Mail(NotifierSettings settings) =>
        new(settings.Required("Host"), settings.MailAddress("From"), settings.MailAddresses("To"))
        {
            Port = settings.Port("Port", MailOptions.DefaultPort),
            UseTls = settings.Switch("UseTls", otherwise: true),
            User = settings.Text("User"),
            Password = settings.Text("User") is null ? null : settings.Required("Password"),
        };
}
