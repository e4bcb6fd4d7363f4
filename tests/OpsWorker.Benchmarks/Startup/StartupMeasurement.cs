using System.Diagnostics;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using OpsWorker.Aws.DynamoDb;
using OpsWorker.Core;
using OpsWorker.Core.Access;
using OpsWorker.Testing;
using OpsWorker.Testing.Lambda;

namespace OpsWorker.Benchmarks.Startup;

/// <summary>
/// Measures a function's first answer from its publish output, the whole process: started as Lambda starts it, beside stand-ins
/// for the Runtime API and for DynamoDB and SQS. On a machine that is busy with other things, read the processor time.
/// </summary>
internal static class StartupMeasurement
{
    private const int Runs = 9;

    private static readonly string Alert = Path.Combine(Repository.Root, "src/OpsWorker.Server/Demo/alert.json");

    /// <summary>Publishes, measures and prints.</summary>
    /// <param name="packages">
    /// Which packages: <c>jit</c>, <c>r2r</c>, <c>native</c>, or folders with a native program; the first three where none is named.
    /// </param>
    public static async Task RunAsync(IReadOnlyList<string> packages)
    {
        await using var aws = await AwsStandIn.StartAsync();
        var (webhook, api) = await AddKeysAsync(aws);
        (string Function, byte[] Event, int Status)[] functions =
        [
            ("normalizer", HttpEvents.Of("POST", $"/v1/webhooks/alertmanager/{webhook}", body: await File.ReadAllBytesAsync(Alert)), 202),
            ("api", HttpEvents.Of("GET", "/v1/incidents", api), 200),
        ];

        Console.Out.WriteLine("package  function    CPU ms: median  fastest   wall ms: median  fastest   peak MiB");
        foreach (var package in packages is [] ? ["jit", "r2r", "native"] : packages)
        {
            var publication = await PublishAsync(package);
            foreach (var (function, input, status) in functions)
            {
                var runs = new List<Run>();
                while (runs.Count < Runs) runs.Add(await MeasureAsync(publication, aws, function, input, status));
                Print(package, function, runs);
            }
        }
    }

    private static async Task<FunctionsPublication> PublishAsync(string package)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "published");
        return package switch
        {
            "jit" => await FunctionsPublication.PublishManagedAsync(Path.Combine(folder, "jit")),
            "r2r" => await FunctionsPublication.PublishReadyToRunAsync(folder),
            "native" => await FunctionsPublication.PublishNativeAsync(folder),
            _ when Directory.Exists(package) => new FunctionsPublication(package, IsNative: true),
            _ => throw new ArgumentException($"'{package}' is none of jit, r2r, native, and no folder.", nameof(package)),
        };
    }

    private static async Task<Run> MeasureAsync(FunctionsPublication publication, AwsStandIn aws, string function, byte[] input, int status)
    {
        var before = ChildrenUsage.ProcessorTime();
        TimeSpan wall;
        double peak;
        await using (var process = await FunctionProcess.StartAsync(publication, function, Environment(aws)))
        {
            var answer = JsonNode.Parse((await process.InvokeAsync(input)).Span)!;
            wall = Stopwatch.GetElapsedTime(process.StartedAt);
            peak = process.PeakMegabytes();
            if (answer["statusCode"]!.GetValue<int>() != status)
            {
                throw new InvalidOperationException($"{function}: {answer}\n{process.Transcript()}");
            }
        }

        return new Run((ChildrenUsage.ProcessorTime() - before).TotalMilliseconds, wall.TotalMilliseconds, peak);
    }

    private static async Task<(string Webhook, string Api)> AddKeysAsync(AwsStandIn aws)
    {
        using var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials("testing", "testing"),
            new AmazonDynamoDBConfig { ServiceURL = aws.Address, AuthenticationRegion = "us-east-1" });
        var table = new RecordTable(client, new RecordTableOptions("records"), new NoEvidence(), TimeProvider.System);
        var keys = new DynamoDbKeyStore(table);
        var organisation = new OrganisationId(Identifier.New("org"));
        var webhook = AccessKeys.Create(organisation, AccessKeyKind.Webhook, TimeProvider.System.GetUtcNow());
        var api = AccessKeys.Create(organisation, AccessKeyKind.Api, TimeProvider.System.GetUtcNow());
        await keys.AddAsync(webhook.Record, CancellationToken.None);
        await keys.AddAsync(api.Record, CancellationToken.None);
        return (webhook.Key, api.Key);
    }

    private static Dictionary<string, string> Environment(AwsStandIn aws) => new()
    {
        ["AWS_REGION"] = "us-east-1",
        ["AWS_ACCESS_KEY_ID"] = "testing",
        ["AWS_SECRET_ACCESS_KEY"] = "testing",
        ["AWS_ENDPOINT_URL"] = aws.Address,
        ["OPSWORKER_STAGE"] = "benchmark",
        ["OPSWORKER_TABLE"] = "records",
        ["OPSWORKER_BUCKET"] = "evidence",
        ["OPSWORKER_QUEUE_URL_PREFIX"] = aws.Address + "/123456789012/opsworker-",
        ["OPSWORKER_TOPIC_ARN"] = "arn:aws:sns:us-east-1:123456789012:opsworker-reports.fifo",
        ["OPSWORKER_SECRETS_PREFIX"] = "/opsworker/",
        ["OPSWORKER_RETENTION_DAYS"] = "90",
    };

    private static void Print(string package, string function, List<Run> runs)
    {
        var cpu = runs.Select(run => run.ProcessorMilliseconds).Order().ToList();
        var wall = runs.Select(run => run.WallMilliseconds).Order().ToList();
        var peak = runs.Select(run => run.PeakMegabytes).Order().ElementAt(Runs / 2);
        Console.Out.WriteLine(FormattableString.Invariant(
            $"{package,-8} {function,-11} {cpu[Runs / 2],14:0} {cpu[0],8:0} {wall[Runs / 2],17:0} {wall[0],8:0} {peak,10:0}"));
    }

    private sealed record Run(double ProcessorMilliseconds, double WallMilliseconds, double PeakMegabytes);
}
