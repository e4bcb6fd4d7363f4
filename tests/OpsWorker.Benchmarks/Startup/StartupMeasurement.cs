using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace OpsWorker.Benchmarks.Startup;

/// <summary>
/// Measures a function's first answer in a fresh process, from the start of the process to the answer, beside a stand-in
/// for DynamoDB that knows no key: the answer is 401. On a machine that is busy with other things, read the CPU time.
/// </summary>
internal static class StartupMeasurement
{
    private const int Runs = 7;

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var dynamoDb = builder.Build();
        dynamoDb.Run(context => context.Response.WriteAsync("{}"));
        await dynamoDb.StartAsync();

        Console.Out.WriteLine("function     median ms  fastest ms  CPU ms  assemblies  methods compiled");
        foreach (var function in StartupProbe.Functions) await MeasureAsync(function, dynamoDb.Urls.Single());
    }

    private static async Task MeasureAsync(string function, string dynamoDb)
    {
        var times = new List<double>();
        var cpu = new List<double>();
        string[] parts = [];
        for (var run = 0; run < Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            using var process = Process.Start(Probe(function, dynamoDb))!;
            var line = await ReadResultAsync(process.StandardOutput);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await process.WaitForExitAsync();
            parts = line.Split(' ', 4);
            if (parts is not [_, _, var used, var answer] || !answer.Contains("\"statusCode\":401", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"The {function} answered: {line}");
            }

            cpu.Add(double.Parse(used, CultureInfo.InvariantCulture));
        }

        times.Sort();
        cpu.Sort();
        Console.Out.WriteLine($"{function,-11} {times[Runs / 2],10:0} {times[0],11:0} {cpu[Runs / 2],7:0} {parts[0],11} {parts[1],17}");
    }

    // Lines of JSON before it are the function's log.
    private static async Task<string> ReadResultAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith('{')) return line;
        }

        return "";
    }

    private static ProcessStartInfo Probe(string function, string dynamoDb)
    {
        // With the settings of the runtime that the functions are deployed with.
        string[] command =
        [
            "exec", "--runtimeconfig", Path.Combine(AppContext.BaseDirectory, "OpsWorker.Functions.runtimeconfig.json"),
            Path.Combine(AppContext.BaseDirectory, "OpsWorker.Benchmarks.dll"), Program.StartupProbe, function,
        ];
        var start = new ProcessStartInfo("dotnet", command)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var environment = start.Environment;
        environment["AWS_REGION"] = "us-east-1";
        environment["AWS_ACCESS_KEY_ID"] = "testing";
        environment["AWS_SECRET_ACCESS_KEY"] = "testing";
        environment["AWS_ENDPOINT_URL"] = dynamoDb;
        environment["OPSWORKER_STAGE"] = "benchmark";
        environment["OPSWORKER_TABLE"] = "records";
        environment["OPSWORKER_BUCKET"] = "evidence";
        environment["OPSWORKER_QUEUE_URL_PREFIX"] = dynamoDb + "/123456789012/opsworker-";
        environment["OPSWORKER_TOPIC_ARN"] = "arn:aws:sns:us-east-1:123456789012:opsworker-reports.fifo";
        environment["OPSWORKER_SECRETS_PREFIX"] = "/opsworker/";
        environment["OPSWORKER_RETENTION_DAYS"] = "90";
        return start;
    }
}
