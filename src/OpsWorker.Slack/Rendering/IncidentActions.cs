using OpsWorker.Core.Incidents;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>The buttons of an incident's message. Their value is the incident's id.</summary>
public static class IncidentActions
{
    /// <summary>Acknowledges the incident.</summary>
    public const string Acknowledge = "opsworker.acknowledge";

    /// <summary>Starts another investigation.</summary>
    public const string Investigate = "opsworker.investigate";

    /// <summary>Silences the incident.</summary>
    public const string Silence = "opsworker.silence";

    /// <summary>Marks the report as correct.</summary>
    public const string Helpful = "opsworker.helpful";

    /// <summary>Marks the report as wrong.</summary>
    public const string NotHelpful = "opsworker.not_helpful";

    /// <summary>The buttons of an incident; a resolved one cannot be acknowledged.</summary>
    internal static Block Handling(Incident incident)
    {
        var again = Button.Of("Investigate again", Investigate, incident.Id);
        if (incident.Status == IncidentStatus.Resolved) return Block.Actions([again]);
        return Block.Actions(
        [
            Button.Of("Acknowledge", Acknowledge, incident.Id, "primary"),
            again,
            Button.Of("Silence", Silence, incident.Id),
        ]);
    }

    /// <summary>The feedback buttons of a report.</summary>
    internal static Block Verdict(string incidentId) =>
        Block.Actions([Button.Of("Helpful", Helpful, incidentId), Button.Of("Not helpful", NotHelpful, incidentId)]);
}
