using System.Diagnostics;
using System.Globalization;
using OpsWorker.Core.Clusters;
using OpsWorker.Core.Queries;
using OpsWorker.Testing;

namespace OpsWorker.Benchmarks.Agent;

/// <summary>
/// Measures <c>opsworker-agent</c> as a process of its own, connected over HTTPS to a stand-in for an API server with 5,000
/// pods: how much memory it holds when it has nothing to do, and what listing the pods takes. Linux only.
/// </summary>
internal static class AgentMeasurement
{
    private const string Listening = "Health and metrics at ";
    private const int Runs = 5;
    private const int WarmUps = 10;
    private const int Pods = 5000;
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(30);

    /// <summary>Measures and prints.</summary>
    /// <param name="variables">The agent's environment beside what it needs: <c>NAME=VALUE</c>.</param>
    public static async Task RunAsync(IEnumerable<string> variables)
    {
        using var folder = new TemporaryFolder();
        ManyPods.Write(folder.File("cluster"), Pods);
        await using var cluster = await ApiServerStandIn.StartAsync(folder.File("cluster"));
        cluster.RepeatsAnswers = true;
        await using var queues = await QueueStandIn.StartAsync();
        var pod = cluster.WriteServiceAccount(folder.File("service-account"));
        using var agent = Process.Start(Agent(queues.Address, pod, variables))!;
        try
        {
            var metrics = await MetricsAddressAsync(agent.StandardOutput);
            (await queues.NextAsync()).Heartbeat!.ToString();
            await Task.Delay(s_idle, TimeProvider.System);
            Console.Out.WriteLine($"idle, connected: {Status(agent, "VmRSS")} resident, {Status(agent, "RssAnon")} of it its own");
            await WarmUpAsync(queues);
            Console.Out.WriteLine("list of 5,000 pods    ms   allocated MiB   peak MiB   then MiB   answer KiB   left out KiB   sent KiB");
            for (var run = 1; run <= Runs; run++) await ListAsync(agent, queues, metrics);
        }
        finally
        {
            agent.Kill();
        }
    }

    private static async Task ListAsync(Process agent, QueueStandIn queues, Uri metrics)
    {
        using var http = new HttpClient();
        await File.WriteAllTextAsync($"/proc/{agent.Id}/clear_refs", "5");
        var before = await AllocatedAsync(http, metrics);
        var started = Stopwatch.GetTimestamp();
        var (answer, sent) = await AskAsync(queues);
        var took = Stopwatch.GetElapsedTime(started);
        var peak = Status(agent, "VmHWM");
        var allocated = await AllocatedAsync(http, metrics) - before;
        Console.Out.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{took.TotalMilliseconds,22:0} {allocated / 1048576,15:0} {peak,10} {Status(agent, "VmRSS"),10} "
            + $"{answer.Content.Length / 1024,12} {answer.OmittedBytes / 1024,14} {sent / 1024,10}"));
    }

    private static async Task<(QueryResult Answer, long Sent)> AskAsync(QueueStandIn queues)
    {
        queues.Send(Command(queues));
        AgentResult? result = null;
        while (result is null) result = (await queues.NextAsync()).Result;
        return result.Content is { } content
            ? (QueryResultsCodec.Unpack(content)[0], content.Length)
            : (queues.UploadedAnswer![0], queues.Uploaded);
    }

    // The stand-in takes long to make its answers the first time.
    private static async Task WarmUpAsync(QueueStandIn queues)
    {
        for (var attempt = 1; (await AskAsync(queues)).Answer is { Outcome: QueryOutcome.Error, Error: var error }; attempt++)
        {
            if (attempt == WarmUps) throw new InvalidOperationException(error);
        }
    }

    private static AgentCommand Command(QueueStandIn queues) => new()
    {
        Id = "cmd_1",
        ClusterId = QueueStandIn.ClusterId,
        InvestigationId = "inv_1",
        EntryNumber = 1,
        Queries = [new Query { Verb = QueryVerb.List, Resource = "pods", Namespace = ManyPods.Namespace }],
        ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(5),
        UploadUrl = new Uri(queues.Address, "upload"),
        UploadKey = "evidence/1",
    };

    private static ProcessStartInfo Agent(Uri server, IReadOnlyDictionary<string, string> pod, IEnumerable<string> variables)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "opsworker-agent.dll")])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["OPSWORKER_SERVER_URL"] = server.AbsoluteUri;
        start.Environment["OPSWORKER_CLUSTER_TOKEN"] = "owc_measured";
        start.Environment["OPSWORKER_LISTEN"] = "127.0.0.1:0";
        foreach (var (name, value) in pod) start.Environment[name] = value;
        foreach (var variable in variables.Select(v => v.Split('=', 2))) start.Environment[variable[0]] = variable[1];
        return start;
    }

    private static async Task<Uri> MetricsAddressAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            var at = line.IndexOf(Listening, StringComparison.Ordinal);
            if (at >= 0) return new Uri($"http://{line[(at + Listening.Length)..].Trim()}/metrics");
        }

        throw new InvalidOperationException("The agent ended before it listened.");
    }

    private static async Task<double> AllocatedAsync(HttpClient http, Uri metrics)
    {
        var line = (await http.GetStringAsync(metrics))
            .Split('\n')
            .First(l => l.StartsWith("dotnet_gc_allocated_bytes_total ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>A line of the process' status, in MiB.</summary>
    private static long Status(Process process, string name)
    {
        var line = File.ReadLines($"/proc/{process.Id}/status").First(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture) / 1024;
    }
}
