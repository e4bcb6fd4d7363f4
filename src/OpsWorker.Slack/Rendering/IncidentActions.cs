using OpsWorker.Core.Incidents;
using OpsWorker.Slack.BlockKit;

namespace OpsWorker.Slack.Rendering;

/// <summary>The buttons of an incident's message. Their value is the incident's id.</summary>
public static class IncidentActions
{
    /// <summary>Somebody takes care of it.</summary>
    public const string Acknowledge = "opsworker.acknowledge";

    /// <summary>Look again.</summary>
    public const string Investigate = "opsworker.investigate";

    /// <summary>Say nothing more about it.</summary>
    public const string Silence = "opsworker.silence";

    /// <summary>The report was right.</summary>
    public const string Helpful = "opsworker.helpful";

    /// <summary>The report was wrong.</summary>
    public const string NotHelpful = "opsworker.not_helpful";

    /// <summary>What one may do with the incident; a resolved one needs no care.</summary>
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

    /// <summary>What one may say of its report.</summary>
    internal static Block Verdict(string incidentId) =>
        Block.Actions([Button.Of("Helpful", Helpful, incidentId), Button.Of("Not helpful", NotHelpful, incidentId)]);
}
