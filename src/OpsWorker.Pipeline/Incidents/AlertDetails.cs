using OpsWorker.Core.Alerts;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Pipeline.Incidents;

/// <summary>Keeps of an alert what its incident shows to people. Pure.</summary>
internal static class AlertDetails
{
    private const int MaxTitle = 200;
    private const int MaxDescription = 2_000;

    /// <summary>One line: the summary, or the name.</summary>
    public static string Title(Alert alert) => Line(alert.Summary is { Length: > 0 } summary ? summary : alert.Name);

    /// <summary>The name, the description and the links.</summary>
    public static LeadingAlert Lead(Alert alert) => new(
        Line(alert.Name),
        alert.Description is { Length: > 0 } text ? Cut(text, MaxDescription) : null,
        [.. Links(alert)]);

    /// <summary>The text cut to the length of a title, so that an incident of many alerts stays of a size that can be stored.</summary>
    public static string Line(string text) => Cut(text, MaxTitle);

    private static IEnumerable<AlertLink> Links(Alert alert)
    {
        (string Title, string? Url)[] links =
        [
            ("Runbook", alert.RunbookUrl),
            ("Dashboard", alert.DashboardUrl),
            ("Panel", alert.PanelUrl),
            ("Source", alert.GeneratorUrl),
            ("Silence", alert.SilenceUrl),
        ];
        return links.Where(link => link.Url is not null).Select(link => new AlertLink(link.Title, link.Url!));
    }

    private static string Cut(string text, int max)
    {
        if (text.Length <= max) return text;
        var end = char.IsHighSurrogate(text[max - 2]) ? max - 2 : max - 1;
        return text[..end] + "…";
    }
}
