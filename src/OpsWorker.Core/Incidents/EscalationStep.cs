namespace OpsWorker.Core.Incidents;

/// <summary>A step of a rule's escalation: people who are notified of an incident that nobody has acknowledged.</summary>
/// <param name="Minutes">The time without acknowledgement, in minutes, from 1 to <see cref="MaxMinutes"/>.</param>
/// <param name="Mention">The mention: a member's id, a user group's id, <c>here</c> or <c>channel</c>; null for none.</param>
/// <param name="Route">The channel for a message of its own; null for a reply below the incident's message.</param>
public sealed record EscalationStep(int Minutes, string? Mention = null, string? Route = null)
{
    /// <summary>Maximum of <see cref="Minutes"/>: a day.</summary>
    public const int MaxMinutes = 24 * 60;

    /// <summary>Maximum number of steps.</summary>
    public const int MaxSteps = 5;
}
