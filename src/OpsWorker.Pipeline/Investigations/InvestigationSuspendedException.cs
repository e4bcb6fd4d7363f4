namespace OpsWorker.Pipeline.Investigations;

/// <summary>
/// Ends a run of an investigation whose next step waits for an answer; the run is repeated when it is there. It is a
/// cancellation, so that code which handles failures of an effect lets it pass.
/// </summary>
internal sealed class InvestigationSuspendedException() : OperationCanceledException("The investigation waits for an answer.");
