using OpsWorker.Diagnosis.Ranking;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Logs;
using OpsWorker.Diagnosis.Remedies;

namespace OpsWorker.Diagnosis.Detectors.Runtime;

/// <summary>
/// Containers that end because a lock on the database's schema is held: tools that migrate schemas take one, and who was killed
/// meanwhile leaves it. A lock on data is another matter.
/// </summary>
public sealed partial class MigrationLockDetector : IDetector
{
    /// <inheritdoc/>
    public IReadOnlyList<CauseCode> Codes => [CauseCode.MigrationLockHeld];

    /// <inheritdoc/>
    public string Decides => "A container fails, and its log says that the lock of a schema migration was not acquired.";

    /// <inheritdoc/>
    public string Remedy => "Make sure that no migration runs, and release the lock with the migration tool.";

    /// <inheritdoc/>
    public IEnumerable<Finding> Detect(DiagnosisContext context) =>
        from line in FailingLine.Of(context, (_, l) => IsHeld(l))
        select line.Find(
            CauseCode.MigrationLockHeld,
            "the lock for migrations of its database is held, perhaps by a run that was killed",
            Certainty.Confirmed,
            SafeRemedy.Of(
                "Make sure that no other migration runs; then release the lock with the migration tool, or remove its row from the tool's "
                + "table of locks.",
                [line.Show(), Kubectl.List("pods,jobs", line.Workload.Reference.Namespace)]),
            context);

    private static bool IsHeld(string line) => Migration().IsMatch(line) && NotAcquired().IsMatch(line);

    // A changelog, a history of the schema, or migrations by name.
    [GeneratedRegex(@"migrat|change ?log|change ?set|schema.?history|liquibase|flyway", RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex Migration();

    // Who waits for a lock may still get it; who says this gave up.
    [GeneratedRegex(
        @"(could not|cannot|can't|couldn't|unable to|failed to|timed? ?out|timeout) .{0,60}\block\b|\b(is )?already locked\b"
        + @"|\block(ed)? .{0,40}(already held|held by|timed? ?out|timeout)|\bLockException\b|\bcurrently locked by\b",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, RegexTime.LimitMs)]
    private static partial Regex NotAcquired();
}
