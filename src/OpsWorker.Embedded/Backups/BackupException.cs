namespace OpsWorker.Embedded.Backups;

/// <summary>A backup cannot be made or restored; the message names the file or folder, the reason and a remedy.</summary>
/// <param name="message">The message.</param>
/// <param name="innerException">The cause, if any.</param>
public sealed class BackupException(string message, Exception? innerException = null) : Exception(message, innerException);
