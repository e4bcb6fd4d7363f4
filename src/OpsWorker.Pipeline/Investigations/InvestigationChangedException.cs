namespace OpsWorker.Pipeline.Investigations;

/// <summary>Another run of the same investigation was faster; this one starts again from what is now recorded.</summary>
internal sealed class InvestigationChangedException() : OperationCanceledException("The investigation was changed by another run.");
