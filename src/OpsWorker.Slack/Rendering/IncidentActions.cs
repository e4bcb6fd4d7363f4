using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>
/// The buttons and menus of an incident's message. A button's value is the incident's id, an option's value the id and the choice.
/// </summary>
public static class IncidentActions
{
    /// <summary>Acknowledges the incident.</summary>
    public const string Acknowledge = "opsworker.acknowledge";

    /// <summary>Starts another investigation.</summary>
    public const string Investigate = "opsworker.investigate";

    /// <summary>Silences the incident.</summary>
    public const string Silence = "opsworker.silence";

    /// <summary>Rates the report as right.</summary>
    public const string Helpful = "opsworker.helpful";

    /// <summary>Rates the report as wrong.</summary>
    public const string NotHelpful = "opsworker.not_helpful";

    /// <summary>Names the right cause of a report.</summary>
    public const string RightCause = "opsworker.right_cause";

    /// <summary>Opens the incident in the portal.</summary>
    public const string Open = "opsworker.open";

    private const int CausesOfGroup = 50;

    private static readonly (string Text, string Length)[] s_silences =
        [("Silence for 1 hour", "1h"), ("Silence for 8 hours", "8h"), ("Silence until resolved", "resolved")];

    private static readonly string[] s_causes = [.. Enum.GetNames<CauseCode>().Order(StringComparer.Ordinal)];

    /// <summary>The row of an incident; a resolved one can neither be acknowledged nor silenced.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="link">Its page in the portal; null for no link.</param>
    internal static Block Handling(Incident incident, Uri? link)
    {
        var isOpen = incident.Status == IncidentStatus.Open;
        var elements = new List<ActionElement>();
        if (isOpen && incident.Acknowledged is null) elements.Add(Button.Of("Acknowledge", Acknowledge, incident.Id, "primary"));
        elements.Add(Button.Of("Investigate again", Investigate, incident.Id));
        if (isOpen) elements.Add(Silences(incident.Id));
        if (link is not null) elements.Add(Button.Link("Open", Open, link));
        return Block.Actions(elements);
    }

    /// <summary>The feedback buttons of a report.</summary>
    internal static Block Verdict(string incidentId) =>
        Block.Actions([Button.Of("Helpful", Helpful, incidentId), Button.Of("Not helpful", NotHelpful, incidentId)]);

    /// <summary>The menu of all causes, in groups, since a list of options is limited.</summary>
    internal static Block Causes(string incidentId) => Block.Actions(
    [
        Menu.Of(
            "The right cause",
            RightCause,
            s_causes.Chunk(CausesOfGroup).Select(names => MenuGroup.Of(
                $"{names[0][..1]} to {names[^1][..1]}",
                names.Select(name => MenuOption.Of(name, $"{incidentId} {name}"))))),
    ]);

    private static Menu Silences(string incidentId) => Menu.Of(
        "Silence", Silence, s_silences.Select(silence => MenuOption.Of(silence.Text, $"{incidentId} {silence.Length}")));
}
