using System.Globalization;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Tests.EndToEnd;
using OpsWorker.Testing.Lambda;

namespace OpsWorker.Functions.Tests.Published;

/// <summary>Processes of published functions, ended together.</summary>
/// <param name="publication">The package.</param>
internal sealed class FunctionProcesses(FunctionsPublication publication) : IAsyncDisposable
{
    private readonly List<FunctionProcess> _processes = [];

    /// <summary>Everything that they wrote, for a failure's message.</summary>
    public string Log => string.Join('\n', _processes.Select(process => process.Transcript()));

    /// <summary>Starts a function that works on the services of a world.</summary>
    public async Task<FunctionCall> StartAsync(string function, AwsWorld world)
    {
        var settings = world.Settings;
        var process = await FunctionProcess.StartAsync(publication, function, new Dictionary<string, string>
        {
            ["AWS_REGION"] = settings.Region,
            ["AWS_ACCESS_KEY_ID"] = "testing",
            ["AWS_SECRET_ACCESS_KEY"] = "testing",
            ["AWS_ENDPOINT_URL"] = world.Url,
            [FunctionSettings.StageVariable] = "test",
            [FunctionSettings.TableVariable] = settings.Table,
            [FunctionSettings.BucketVariable] = settings.Bucket,
            [FunctionSettings.QueueUrlPrefixVariable] = settings.QueueUrlPrefix,
            [FunctionSettings.TopicArnVariable] = settings.TopicArn,
            [FunctionSettings.SecretsPrefixVariable] = settings.SecretsPrefix,
            [FunctionSettings.AgentRoleArnVariable] = settings.AgentRoleArn,
            [FunctionSettings.RetentionDaysVariable] = settings.Retention.Days.ToString(CultureInfo.InvariantCulture),
        });
        _processes.Add(process);
        return process.InvokeAsync;
    }

    /// <summary>Ends all of them by way of the Runtime API; what they had logged before.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        var lines = new List<string>();
        foreach (var process in _processes)
        {
            await process.Api.EndAsync();
            await process.ExitCodeAsync(TestContext.Current.CancellationToken);
            process.Log[^1].ShouldContain("The Lambda Runtime API failed: invocation/next: the answer was 500");
            lines.AddRange(process.Log.SkipLast(1));
        }

        return lines;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes) await process.DisposeAsync();
    }
}
