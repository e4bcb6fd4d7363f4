namespace OpsWorker.Api;

/// <summary>A check of the host that <c>/readyz</c> runs besides reading the records. A host may register any number.</summary>
/// <param name="RunAsync">Returns when the host is ready; an exception says why it is not.</param>
public sealed record ReadinessCheck(Func<CancellationToken, Task> RunAsync);
