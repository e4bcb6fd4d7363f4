using System.CommandLine;
using System.Globalization;
using OpsWorker.Embedded;
using OpsWorker.Embedded.Backups;

namespace OpsWorker.Server.Commands.Backups;

/// <summary><c>opsworker backup</c> and <c>opsworker restore</c>: copies of a server's data folder.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup() => Create(
        "backup",
        "Copy a server's records, keys and evidence to one file, also while the server runs.",
        "The file to write, a .tar.gz; it must not exist.",
        "Backed up",
        (data, file, cancel) => DataBackup.WriteAsync(data, file, cancel));

    public static Command CreateRestore() => Create(
        "restore",
        "Make a data folder from a backup. The folder must not exist or be empty.",
        "The file that `opsworker backup` wrote.",
        "Restored",
        (data, file, cancel) => DataRestore.ReadAsync(file, data, cancel));

    private static Command Create(
        string name,
        string description,
        string fileDescription,
        string done,
        Func<string, string, CancellationToken, Task<BackupSummary>> run)
    {
        var file = new Argument<string>("FILE") { Description = fileDescription };
        var data = DataOption.Create();
        var command = new Command(name, description) { file, data };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(async () =>
        {
            var settings = CommandSettings.Read();
            var folder = DataOption.Read(arguments.GetValue(data), settings);
            try
            {
                var summary = await run(folder, arguments.GetRequiredValue(file), cancel);
                Console.Out.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{done}: a database of {summary.DatabaseBytes} bytes, {summary.EvidenceFiles} files of evidence ({folder})"));
                return ExitCodes.Success;
            }
            catch (Exception e) when (e is BackupException or DataFolderException)
            {
                throw new UserErrorException(e.Message);
            }
        }));
        return command;
    }
}
