using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

public sealed class BackupCommandTests(RunningServer server)
{
    [Fact]
    public async Task A_running_servers_data_is_backed_up_and_restored()
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("backup.tar.gz");

        (await CommandResult.OfAsync("backup", file, "--data", server.DataFolder)).ShouldExitWith(0)
            .Output[^1].ShouldStartWith("Backed up: a database of ");
        var restored = await CommandResult.OfAsync("restore", file, "--data", folder.File("restored"));

        restored.ShouldExitWith(0).Output[^1].ShouldStartWith("Restored: a database of ");
        File.Exists(Path.Combine(folder.File("restored"), "opsworker.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_without_data_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();

        var result = await CommandResult.OfAsync("backup", folder.File("backup.tar.gz"), "--data", folder.FullPath);

        result.ShouldExitWith(2).Errors.ShouldStartWith("opsworker: ");
        result.Errors.ShouldContain("has no database");
        result.Errors.ShouldNotContain("   at ");
    }
}
