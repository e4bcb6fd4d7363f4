using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using OpsWorker.Functions.Hosting;
using OpsWorker.Functions.Tests.EndToEnd;
using OpsWorker.Functions.Tests.Schedules;
using OpsWorker.Testing;
using OpsWorker.Testing.Aws;
using OpsWorker.Testing.Lambda;

namespace OpsWorker.Functions.Tests.Published;

/// <summary>
/// The output of <c>dotnet publish</c>, started as Lambda starts it: every function in a process of its own, with nothing but an
/// environment, beside a stand-in for the Runtime API.
/// </summary>
public abstract partial class PublishedFunctionsTests(AwsEndpoint endpoint)
{
    private protected CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_alert_becomes_one_message_by_way_of_five_functions()
    {
        var publication = await PublicationAsync();
        await using var processes = new FunctionProcesses(publication);
        using var folder = new TemporaryFolder();
        await using var story = await Story.BeginAsync(endpoint, new StoryOptions
        {
            Functions = processes.StartAsync,
            IsToday = true,
            ClusterFolder = SmallCluster.WriteTo(folder.FullPath),
        });
        var alert = AlertmanagerPayload.Alert("CheckoutDown");
        alert["labels"]!["cluster"] = Story.ClusterName;

        await story.AlertAsync(AlertmanagerPayload.Of(alert));
        await story.ShouldEndAsync();

        var outcome = await story.OutcomeAsync();
        outcome.DeadLetters.ShouldBeEmpty();
        var report = outcome.Investigations.ShouldHaveSingleItem().Report.ShouldNotBeNull(processes.Log);
        var message = story.Slack.Messages.ShouldHaveSingleItem(processes.Log);
        message.BlockText.ShouldContain(report.Headline);
        message.BlockText.ShouldContain(SmallCluster.MissingImage);
        var document = await story.GetAsync("/openapi/v1.json");
        JsonNode.Parse(document["body"]!.GetValue<string>())!["info"]!["title"]!.GetValue<string>().ShouldBe("OpsWorker API");
        ShouldBeLines(await processes.EndAsync(), story);
    }

    [Fact]
    public async Task A_silent_cluster_and_a_day_that_ended_are_messages_by_way_of_the_functions_of_schedules()
    {
        var publication = await PublicationAsync();
        await using var world = await ScheduleWorld.StartAsync(endpoint);
        var now = TimeProvider.System.GetUtcNow();
        var organisation = await world.AddOrganisationAsync(now.AddDays(-2), digestHour: 0);
        await world.AddClusterAsync(organisation, lastSeen: now.AddHours(-1));
        await using var processes = new FunctionProcesses(publication);
        var sweeper = await processes.StartAsync(FunctionNames.Sweeper, world.Aws);
        var digest = await processes.StartAsync(FunctionNames.Digest, world.Aws);
        var notification = await processes.StartAsync(FunctionNames.Notification, world.Aws);

        await sweeper(ScheduledEvents.Of("sweeper"));
        await digest(ScheduledEvents.Of("digest"));
        await world.DeliverAsync(notification);

        world.Slack.Messages.Count.ShouldBe(2, processes.Log);
        world.Slack.Messages[0].Text.ShouldContain("does not answer");
        world.Slack.Messages[1].Text.ShouldStartWith("Daily digest");
        (await processes.EndAsync()).ShouldContain(line => line.Contains("\"DisconnectedClusters\":1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_key_is_answered_and_not_logged()
    {
        Assert.SkipWhen(endpoint.Address is null, endpoint.Unavailable ?? "");
        using var world = await AwsWorld.CreateAsync(endpoint, new Dictionary<string, string>());
        await using var processes = new FunctionProcesses(await PublicationAsync());
        var api = await processes.StartAsync(FunctionNames.Api, world);

        StoryRun.Status(await HttpCall.SendAsync(api, "GET", "/v1/incidents", "owk_unknown")).ShouldBe(401);

        (await processes.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_unknown_handler_and_a_missing_setting_end_the_process_with_an_error_that_names_them()
    {
        var publication = await PublicationAsync();
        await using var unknown = await FunctionProcess.StartAsync(publication, "nothing", new Dictionary<string, string>());
        await using var unset = await FunctionProcess.StartAsync(publication, FunctionNames.Rules, new Dictionary<string, string>());

        (await unknown.Api.InitError.WaitAsync(Cancel))["errorMessage"]!.GetValue<string>().ShouldContain(
            "one of normalizer, api, rules, investigation, notification, digest, sweeper");
        (await unset.Api.InitError.WaitAsync(Cancel))["errorMessage"]!.GetValue<string>().ShouldBe(
            $"The environment variable {FunctionSettings.RetentionDaysVariable} is not set.");
        (await unknown.ExitCodeAsync(Cancel)).ShouldBe(1);
        (await unset.ExitCodeAsync(Cancel)).ShouldBe(1);
    }

    /// <summary>The package whose functions are started.</summary>
    protected abstract Task<FunctionsPublication> PublicationAsync();

    // Lambda adds nothing to what the process writes, so a line must say by itself where it belongs, and no line may have a key.
    private static void ShouldBeLines(IReadOnlyList<string> lines, Story story)
    {
        lines.ShouldNotBeEmpty();
        foreach (var line in lines)
        {
            var json = JsonNode.Parse(line)!;
            json["level"]!.GetValue<string>().ShouldBeOneOf("INFO", "WARN");
            json["traceId"]!.GetValue<string>().ShouldBe(RuntimeApiStandIn.TraceId);
            RequestId().IsMatch(json["requestId"]!.GetValue<string>()).ShouldBeTrue(line);
            line.ShouldNotContain(story.ClusterToken);
            line.ShouldNotContain(story.WebhookPath);
        }
    }

    [GeneratedRegex("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex RequestId();
}

// One class for each package, so that they run side by side.
public sealed class ManagedFunctionsTests(AwsEndpoint endpoint, Publications publications) : PublishedFunctionsTests(endpoint)
{
    protected override Task<FunctionsPublication> PublicationAsync() => publications.ManagedAsync();
}

public sealed partial class NativeFunctionsTests(AwsEndpoint endpoint, Publications publications) : PublishedFunctionsTests(endpoint)
{
    // Of Amazon Linux 2023, on which provided.al2023 runs.
    private const int NewestGlibc = 34;

    [Fact]
    public async Task The_program_needs_no_newer_c_library_than_the_runtime_has()
    {
        var program = await File.ReadAllTextAsync((await PublicationAsync()).Program, Encoding.Latin1, Cancel);

        var needed = GlibcVersion().Matches(program).Select(m => int.Parse(m.Groups["minor"].Value, CultureInfo.InvariantCulture));

        needed.Max().ShouldBeLessThanOrEqualTo(NewestGlibc);
    }

    [Fact]
    public async Task The_package_is_the_program_alone()
    {
        var folder = (await PublicationAsync()).Folder;

        Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Select(Path.GetFileName).ShouldBe(["bootstrap"]);
    }

    protected override Task<FunctionsPublication> PublicationAsync() => publications.NativeAsync();

    [GeneratedRegex(@"GLIBC_2\.(?<minor>\d+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GlibcVersion();
}
