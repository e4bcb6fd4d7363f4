using OpsWorker.Core.Messaging;

namespace OpsWorker.Api;

/// <summary>The host's count of the alerts that wait, which <c>/readyz</c> shows. A host without one registers none.</summary>
/// <param name="ReadAsync">Reads the backlog of the alerts' queue.</param>
public sealed record BacklogProbe(Func<CancellationToken, Task<QueueBacklog>> ReadAsync);
