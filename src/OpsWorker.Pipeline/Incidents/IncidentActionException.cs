namespace OpsWorker.Pipeline.Incidents;

/// <summary>The state of an incident does not allow what a person asks for; the message says why, for people.</summary>
public sealed class IncidentActionException(string message) : Exception(message);
