using System.Globalization;
using OpsWorker.Core.Clusters;
using OpsWorker.Embedded;
using OpsWorker.Embedded.Inspection;

namespace OpsWorker.Server.Commands.Doctor;

/// <summary>Checks of the data folder and of the records in it; nothing is changed.</summary>
internal static class DataChecks
{
    private const string Folder = "data folder";
    private const long Mebibyte = 1024 * 1024;
    private const long FewBytes = 1024 * Mebibyte;
    private const long TooFewBytes = 100 * Mebibyte;

    private static readonly TimeSpan s_oldMessage = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(1);

    public static IEnumerable<CheckResult> Run(string folder, ClusterSilence silence, DateTimeOffset now)
    {
        if (!Directory.Exists(folder))
        {
            yield return new CheckResult(
                Folder, CheckStatus.Warning, $"{folder} does not exist.", "`opsworker up` creates it; --data DIR names another one.");
            yield break;
        }

        yield return Disk(folder);
        if (!DataInspection.HasDatabase(folder))
        {
            yield return new CheckResult(Folder, CheckStatus.Warning, $"{folder} has no database yet.", "`opsworker up` creates it.");
            yield break;
        }

        var (data, error) = Read(folder);
        yield return error ?? Database(folder, data!);
        if (data is null) yield break;
        yield return Backlog(data, now);
        yield return DeadLetters(data);
        yield return Clusters(data, silence, now);
        yield return StoredClock(data, now);
    }

    internal static CheckResult Disk(string folder, long free) => free switch
    {
        < TooFewBytes => new CheckResult(
            "disk", CheckStatus.Failed, $"{Size(free)} are free for {folder}.", "Make room: below 100 MiB webhooks may get 503."),
        < FewBytes => new CheckResult(
            "disk", CheckStatus.Warning, $"{Size(free)} are free for {folder}.", "Make room, or keep less: OPSWORKER_RetentionDays."),
        _ => new CheckResult("disk", CheckStatus.Ok, $"{Size(free)} are free for {folder}."),
    };

    private static CheckResult Disk(string folder) => Disk(folder, new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace);

    private static (DataInspection? Data, CheckResult? Error) Read(string folder)
    {
        try
        {
            return (DataInspection.Read(folder), null);
        }
        catch (DataFolderException e)
        {
            return (null, new CheckResult(Folder, CheckStatus.Failed, e.Message, "`opsworker restore` makes a folder from a backup."));
        }
    }

    private static CheckResult Database(string folder, DataInspection data)
    {
        var use = DataInspection.IsInUse(folder) ? "a server uses it" : "no server uses it";
        return new CheckResult(
            Folder,
            CheckStatus.Ok,
            string.Create(
                CultureInfo.InvariantCulture, $"{folder}: {Size(data.DatabaseBytes)}, schema version {data.SchemaVersion}, {use}."));
    }

    private static CheckResult Backlog(DataInspection data, DateTimeOffset now)
    {
        var waiting = data.Queues.Where(queue => queue.Messages > 0).ToList();
        var detail = waiting.Count == 0
            ? "No message waits."
            : string.Join("; ", waiting.Select(queue => $"{queue.Queue}: {queue.Messages}, the oldest of {queue.OldestDueAt:u}")) + ".";
        var old = waiting.Any(queue => now - queue.OldestDueAt > s_oldMessage);
        return old
            ? new CheckResult("queues", CheckStatus.Warning, detail, "Start the server; where it runs, look into its log for what fails.")
            : new CheckResult("queues", CheckStatus.Ok, detail);
    }

    private static CheckResult DeadLetters(DataInspection data)
    {
        var letters = data.Queues.Where(queue => queue.DeadLetters > 0).ToList();
        return letters.Count == 0
            ? new CheckResult("dead letters", CheckStatus.Ok, "There are none.")
            : new CheckResult(
                "dead letters",
                CheckStatus.Warning,
                string.Join("; ", letters.Select(queue => $"{queue.Queue}: {queue.DeadLetters}")) + ".",
                "`opsworker dead-letters list` shows the reasons; `retry` sends them back, `drop` removes them.");
    }

    private static CheckResult Clusters(DataInspection data, ClusterSilence silence, DateTimeOffset now)
    {
        if (data.Clusters.Count == 0)
            return new CheckResult("clusters", CheckStatus.Skipped, "No cluster was added.", "`opsworker cluster add NAME` adds one.");
        var states = data.Clusters.Select(cluster => (cluster.Name, Status: cluster.StatusAt(now, silence))).ToList();
        var bad = states.Where(cluster => cluster.Status is ClusterStatus.Disconnected or ClusterStatus.Lagging).ToList();
        var groups = states.GroupBy(c => c.Status).Select(group => $"{group.Key}: {string.Join(", ", group.Select(c => c.Name))}");
        var detail = string.Join("; ", groups) + ".";
        return bad.Count == 0
            ? new CheckResult("clusters", CheckStatus.Ok, detail)
            : new CheckResult(
                "clusters", CheckStatus.Warning, detail, "`opsworker cluster show NAME` says since when; see the agent's log.");
    }

    private static CheckResult StoredClock(DataInspection data, DateTimeOffset now)
    {
        var newest = data.Clusters.Select(cluster => cluster.LastSeenAt).Max();
        return newest > now + s_clockTolerance
            ? new CheckResult(
                "stored times",
                CheckStatus.Warning,
                $"The newest record is of {newest:u}, and it is {now:u}.",
                "The clock went back: set it.")
            : new CheckResult("stored times", CheckStatus.Ok, "No record is of the future.");
    }

    private static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Mebibyte:N0} MiB");
}
