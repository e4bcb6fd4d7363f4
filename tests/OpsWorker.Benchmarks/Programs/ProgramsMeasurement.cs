using System.Globalization;
using OpsWorker.Benchmarks.Agent;
using OpsWorker.Testing;

namespace OpsWorker.Benchmarks.Programs;

/// <summary>
/// Measures the published programs as whole processes, those of several commits in turns: start and memory of the agent and the server,
/// an investigation on the command line, the demo. On a machine that is busy with other things, read the processor time.
/// </summary>
internal static class ProgramsMeasurement
{
    private const int Runs = 9;
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(20);

    private static readonly string s_demo = Path.Combine(Repository.Root, "src/OpsWorker.Server/Demo");

    /// <summary>Measures and prints.</summary>
    /// <param name="folders">The programs of each commit: <c>NAME=FOLDER</c>, where FOLDER has <c>opsworker</c> and
    /// <c>opsworker-agent</c>.</param>
    public static async Task RunAsync(IEnumerable<string> folders)
    {
        var programs = folders.Select(ProgramFolder.Parse).ToList();
        (string Name, Func<ProgramFolder, Task<Run>> Measure, int Runs)[] measurements =
        [
            ("agent: start to connected", folder => AgentAsync(folder, TimeSpan.Zero), Runs),
            ("agent: idle", folder => AgentAsync(folder, s_idle), 1),
            ("investigate a recorded case", InvestigateAsync, Runs),
            ("demo --once", folder => EndedAsync(folder, "demo", "--once"), Runs),
            ("up: start to /healthz", folder => UpAsync(folder, TimeSpan.Zero), Runs),
            ("up: idle", folder => UpAsync(folder, s_idle), 1),
        ];

        Console.Out.WriteLine(
            "measurement                    programs    CPU ms: median  fastest   wall ms: median  fastest   resident MiB");
        foreach (var (name, measure, count) in measurements)
        {
            var runs = programs.ToDictionary(folder => folder, _ => new List<Run>());
            for (var run = 0; run < count; run++)
            {
                foreach (var folder in programs) runs[folder].Add(await measure(folder));
            }

            foreach (var folder in programs) Print(name, folder.Name, runs[folder]);
        }
    }

    private static async Task<Run> AgentAsync(ProgramFolder folder, TimeSpan idle)
    {
        using var files = new TemporaryFolder();
        await using var cluster = await ApiServerStandIn.StartAsync(SmallCluster.WriteTo(files.File("cluster")));
        await using var queues = await QueueStandIn.StartAsync();
        var start = folder.Start("opsworker-agent");
        start.Environment["OPSWORKER_SERVER_URL"] = queues.Address.AbsoluteUri;
        start.Environment["OPSWORKER_CLUSTER_TOKEN"] = "owc_measured";
        start.Environment["OPSWORKER_LISTEN"] = "127.0.0.1:0";
        foreach (var (name, value) in cluster.WriteServiceAccount(files.File("service-account"))) start.Environment[name] = value;
        using var agent = new MeasuredProcess(start);
        var first = await agent.UntilAsync(queues.NextAsync().AsTask());
        if (first.Heartbeat is null) throw new InvalidOperationException("The agent's first message is no heartbeat.");
        return await ReadAsync(agent, idle);
    }

    private static Task<Run> InvestigateAsync(ProgramFolder folder) => EndedAsync(
        folder, "investigate", "--alert", Path.Combine(s_demo, "alert.json"), "--dump", Path.Combine(s_demo, "cluster"));

    private static async Task<Run> UpAsync(ProgramFolder folder, TimeSpan idle)
    {
        const string Begin = "OpsWorker listens on ";
        using var files = new TemporaryFolder();
        using var http = new HttpClient();
        using var server = new MeasuredProcess(
            folder.Start("opsworker", "up", "--urls", "http://127.0.0.1:0", "--data", files.File("data")));
        string? line;
        do line = await server.Output.ReadLineAsync();
        while (line?.StartsWith(Begin, StringComparison.Ordinal) == false);
        if (line is null) throw new InvalidOperationException("The server ended before it listened.");
        (await http.GetAsync(new Uri(line[Begin.Length..].Split(' ')[0] + "healthz"))).EnsureSuccessStatusCode();
        return await ReadAsync(server, idle);
    }

    private static async Task<Run> EndedAsync(ProgramFolder folder, params string[] arguments)
    {
        using var process = new MeasuredProcess(folder.Start("opsworker", arguments));
        await process.ExitAsync();
        var wall = process.WallMilliseconds;
        return new Run(await process.EndAsync(), wall, null);
    }

    private static async Task<Run> ReadAsync(MeasuredProcess process, TimeSpan idle)
    {
        var wall = process.WallMilliseconds;
        await Task.Delay(idle, TimeProvider.System);
        var resident = process.ResidentMegabytes();
        return new Run(await process.EndAsync(), wall, resident);
    }

    private static void Print(string measurement, string programs, List<Run> runs)
    {
        var cpu = runs.Select(run => run.ProcessorMilliseconds).Order().ToList();
        var wall = runs.Select(run => run.WallMilliseconds).Order().ToList();
        var resident = runs.Select(run => run.ResidentMegabytes).Order().ElementAt(runs.Count / 2);
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{measurement,-30} {programs,-11} {cpu[runs.Count / 2],14:0} {cpu[0],8:0} {wall[runs.Count / 2],17:0} {wall[0],8:0} "
            + $"{resident,14:0.0}"));
    }

    private sealed record Run(double ProcessorMilliseconds, double WallMilliseconds, double? ResidentMegabytes);
}
