namespace OpsWorker.Core;

/// <summary>
/// The records cannot be written now, for a reason that lies with the store (a full disk, a damaged file, too much that waits), not
/// with what was to be written. Nothing was stored; the same call may succeed later. Over HTTP it is a 503, which senders of alerts repeat.
/// </summary>
/// <param name="message">The reason and the remedy, for people.</param>
/// <param name="innerException">The store's own exception; null where there is none.</param>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
