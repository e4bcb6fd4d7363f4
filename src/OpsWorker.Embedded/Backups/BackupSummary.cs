namespace OpsWorker.Embedded.Backups;

/// <summary>The content of a backup.</summary>
/// <param name="DatabaseBytes">The size of the database.</param>
/// <param name="EvidenceFiles">The number of files of evidence.</param>
public sealed record BackupSummary(long DatabaseBytes, int EvidenceFiles);
