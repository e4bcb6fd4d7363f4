namespace OpsWorker.Pipeline.Intake;

/// <summary>A webhook is not signed as its source signs; the message says what is wrong, without anything secret.</summary>
public sealed class InvalidSignatureException(string problem) : Exception(problem);
