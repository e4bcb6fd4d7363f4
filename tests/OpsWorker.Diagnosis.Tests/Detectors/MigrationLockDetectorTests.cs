using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Detectors.Runtime;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing.Clusters;
using static OpsWorker.Diagnosis.Tests.Contrasts.Contrast;

namespace OpsWorker.Diagnosis.Tests.Detectors;

public sealed class MigrationLockDetectorTests
{
    private const string Held =
        "Caused by: liquibase.exception.LockException: Could not acquire change log lock.  Currently locked by web-1 since 9:33 AM";

    // A lock of the schema; a lock of data.
    internal static Contrast Contrast => new(nameof(MigrationLockDetector), CauseCode.MigrationLockHeld,
        Crashing(Held), Crashing("Lock wait timeout exceeded; try restarting transaction"));

    [Theory]
    [InlineData(Held)]
    [InlineData("MigrationLocked: Migration table is already locked")]
    [InlineData("migrate: can't acquire database lock for migration 12")]
    [InlineData("Flyway failed to acquire the PostgreSQL advisory lock: Unable to obtain lock on schema history table")]
    public void A_lock_that_was_not_acquired_is_the_cause(string line) =>
        Crashing(line).ShouldFindAnd(CauseCode.MigrationLockHeld, "web").Causes.ShouldHaveSingleItem();

    [Fact]
    public void Who_waits_for_the_lock_may_still_get_it() =>
        Crashing("liquibase.lockservice : Waiting for changelog lock....").ShouldNotFind(CauseCode.MigrationLockHeld);

    [Fact]
    public void A_migration_that_fails_for_itself_held_no_lock() =>
        Crashing("Migration V12 failed: column exists").ShouldNotFind(CauseCode.MigrationLockHeld);

    [Fact]
    public void A_container_that_works_got_the_lock_after_all() =>
        Web(States.Ready).Logs("web", Held).ShouldNotFind(CauseCode.MigrationLockHeld);

    private static TestCluster Crashing(string line) => Web(States.Crashing()).Logs("web", line);
}
