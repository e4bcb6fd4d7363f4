namespace OpsWorker.Core.Messaging;

/// <summary>The messages of a queue that are not handled yet.</summary>
/// <param name="Waiting">Their number.</param>
/// <param name="OldestAge">The time since the oldest of them was sent; zero where there is none.</param>
public sealed record QueueBacklog(int Waiting, TimeSpan OldestAge);
