using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;

namespace OpsWorker.Portal.Incidents;

/// <summary>The part of a step on the way from the cause to the alert.</summary>
public enum PathPart
{
    /// <summary>The cause.</summary>
    Cause,

    /// <summary>Something that the cause explains.</summary>
    Effect,

    /// <summary>The alert.</summary>
    Alert,
}

/// <summary>A step on the way from the cause to the alert.</summary>
/// <param name="Part">The part of it.</param>
/// <param name="Name">The object, or the alert's name.</param>
/// <param name="Text">The state of it in a sentence.</param>
public sealed record PathStep(PathPart Part, string Name, string Text);

/// <summary>The way from a cause to the alert, as the report has it: nearest effect first.</summary>
internal static class CausePath
{
    public static IReadOnlyList<PathStep> Of(RankedCause cause, Incident incident) =>
    [
        new PathStep(PathPart.Cause, cause.Finding.Object.ToString(), cause.Finding.Summary),
        .. cause.Effects.Select(effect => new PathStep(PathPart.Effect, effect.Object.ToString(), effect.Summary)),
        new PathStep(PathPart.Alert, incident.Lead?.Name ?? incident.Title, AlertText(incident)),
    ];

    private static string AlertText(Incident incident) => incident.Alerts is [{ Object: { } name }, ..]
        ? $"The alert fires for {name}."
        : "The alert fires.";
}
