using System.Net;
using System.Net.Sockets;
using OpsWorker.Core.Messaging;
using OpsWorker.Server.Commands.Doctor;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

/// <summary>Checks of an installation that works, and of what may be wrong with it.</summary>
public sealed class DoctorCommandTests(RunningServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_runs_is_found_ready_and_its_data_in_use()
    {
        var result = await RunAsync();

        result.ShouldExitWith(0);
        Status(result, "server").ShouldBe("Ok");
        Status(result, "data folder").ShouldBe("Ok");
        Check(result, "data folder").GetProperty("detail").GetString()!.ShouldContain("a server uses it");
        Status(result, "disk").ShouldNotBe("Failed");
        Status(result, "stored times").ShouldBe("Ok");
        Status(result, "Slack").ShouldBe("Skipped");
        Status(result, "clock").ShouldBe("Skipped");
    }

    [Fact]
    public async Task Dead_letters_are_a_warning_with_their_queue()
    {
        var queue = Queues.Commands("cl_doctor");
        await server.Store.Queue.SendAsync(queue, [new OutgoingMessage { Body = "{}" }], Cancel);
        var message = (await server.Store.Queue.ReceiveAsync(queue, 1, TimeSpan.FromMinutes(1), TimeSpan.Zero, Cancel)).Single();
        await server.Store.Queue.DeadLetterAsync(message, "test", Cancel);

        var result = await RunAsync();

        Status(result.ShouldExitWith(0), "dead letters").ShouldBe("Warning");
        Check(result, "dead letters").GetProperty("detail").GetString()!.ShouldContain($"{queue.Value}: 1");
        Check(result, "dead letters").GetProperty("remedy").GetString()!.ShouldContain("dead-letters list");
    }

    [Theory]
    [InlineData(SlackStandIn.Token, "Ok", 0)]
    [InlineData("xoxb-another-TOKENSECRET", "Failed", 1)]
    public async Task Slack_is_asked_about_the_token_and_nothing_is_posted(string token, string status, int exitCode)
    {
        await using var slack = await SlackStandIn.StartAsync();

        var result = await RunAsync(new Dictionary<string, string>
        {
            ["OPSWORKER_Slack__BotToken"] = token,
            ["OPSWORKER_Slack__Channel"] = SlackStandIn.Channel,
            ["OPSWORKER_Slack__ApiBaseUrl"] = slack.ApiBaseUrl.AbsoluteUri,
        });

        Status(result.ShouldExitWith(exitCode), "Slack").ShouldBe(status);
        slack.Messages.ShouldBeEmpty();
        string.Concat(result.Output).ShouldNotContain(token);
    }

    [Fact]
    public async Task A_port_that_nobody_uses_is_a_warning_and_one_of_another_program_a_failure()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var reading = AnswerAsync(other);

        var taken = await RunAsync(urls: $"http://127.0.0.1:{port}");
        other.Stop();
        var free = await RunAsync(urls: $"http://127.0.0.1:{port}");
        await reading;

        Status(taken.ShouldExitWith(1), "server").ShouldBe("Failed");
        Status(free.ShouldExitWith(0), "server").ShouldBe("Warning");
    }

    [Fact]
    public async Task A_folder_that_is_missing_or_damaged_is_named()
    {
        using var folder = new TemporaryFolder();
        var missing = await RunAsync(data: folder.File("missing"));
        Directory.CreateDirectory(folder.File("damaged"));
        File.WriteAllText(Path.Combine(folder.File("damaged"), "opsworker.db"), new string('x', 10_000));
        var damaged = await RunAsync(data: folder.File("damaged"));

        Status(missing.ShouldExitWith(0), "data folder").ShouldBe("Warning");
        Status(damaged.ShouldExitWith(1), "data folder").ShouldBe("Failed");
        Directory.Exists(folder.File("missing")).ShouldBeFalse();
    }

    [Fact]
    public async Task For_people_each_check_is_a_line_and_its_remedy_the_next()
    {
        using var folder = new TemporaryFolder();

        var result = await CommandResult.OfAsync("doctor", "--data", folder.File("missing"), "--urls", server.Address.AbsoluteUri);

        result.ShouldExitWith(0).Output[0].ShouldStartWith("warning data folder: ");
        result.Output[1].ShouldStartWith("        `opsworker up` creates it");
    }

    [Theory]
    [InlineData(50, "Failed")]
    [InlineData(500, "Warning")]
    [InlineData(5000, "Ok")]
    public void Little_room_is_a_warning_and_hardly_any_a_failure(long mebibytes, string status) =>
        DataChecks.Disk("/data", mebibytes * 1024 * 1024).Status.ToString().ShouldBe(status);

    [Theory]
    [InlineData(0, "Ok")]
    [InlineData(59, "Ok")]
    [InlineData(-61, "Failed")]
    [InlineData(300, "Failed")]
    public void A_clock_that_is_off_is_a_failure(int seconds, string status)
    {
        var now = new DateTimeOffset(2026, 3, 1, 3, 0, 0, TimeSpan.Zero);

        NetworkChecks.Clock(now.AddSeconds(seconds), now).Status.ToString().ShouldBe(status);
        NetworkChecks.Clock(null, now).Status.ShouldBe(CheckStatus.Skipped);
    }

    private static async Task AnswerAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), Cancel);
    }

    private static System.Text.Json.JsonElement Check(CommandResult result, string check) =>
        result.JsonLines.Single(line => line.GetProperty("check").GetString() == check);

    private static string Status(CommandResult result, string check) => Check(result, check).GetProperty("status").GetString()!;

    private Task<CommandResult> RunAsync(Dictionary<string, string>? environment = null, string? urls = null, string? data = null) =>
        CommandResult.OfAsync(
            ["doctor", "--json", "--data", data ?? server.DataFolder, "--urls", urls ?? server.Address.AbsoluteUri.TrimEnd('/')],
            environment ?? []);
}
