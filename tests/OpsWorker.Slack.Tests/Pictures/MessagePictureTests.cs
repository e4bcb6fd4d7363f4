using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests.Pictures;

/// <summary>
/// Pictures of messages in <c>docs/slack</c>, drawn from the payloads in the folder Golden. With <c>OPSWORKER_UPDATE_GOLDEN=1</c> they are
/// made anew where Chromium is installed.
/// </summary>
public sealed class MessagePictureTests
{
    private const string Chromium = "/usr/bin/chromium";
    private const int MaxBytes = 250_000;
    private const int Width = 760;

    [Theory]
    [InlineData("first", "waiting")]
    [InlineData("cause", "interactive")]
    [InlineData("resolved", "resolved")]
    [InlineData("thread", "thread-cause", "thread-resolved", "thread-not-repeated")]
    [InlineData("digest", "digest-busy")]
    public async Task The_documentation_shows_the_message(string picture, params string[] payloads)
    {
        var messages = payloads.Select(name => JsonNode.Parse(
            File.ReadAllText(Path.Combine(Repository.Root, "tests/OpsWorker.Slack.Tests/Golden", $"{name}.json")))!);
        var page = BlockKitHtml.Page(messages);
        page.ShouldNotContain("<!date");
        page.ShouldNotContain("```");
        var file = Path.Combine(Repository.Root, "docs/slack", $"{picture}.png");
        if (Environment.GetEnvironmentVariable("OPSWORKER_UPDATE_GOLDEN") == "1" && File.Exists(Chromium)) await DrawAsync(page, file);

        File.Exists(file).ShouldBeTrue($"There is no docs/slack/{picture}.png; OPSWORKER_UPDATE_GOLDEN=1 draws it.");
        new FileInfo(file).Length.ShouldBeLessThan(MaxBytes);
        (await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs/slack.md"), TestContext.Current.CancellationToken))
            .ShouldContain($"(slack/{picture}.png)");
    }

    // Chromium's own command line has no picture of a page's whole height, so the page is measured first.
    private static async Task DrawAsync(string page, string file)
    {
        using var folder = new TemporaryFolder();
        var source = folder.File("message.html");
        const string Measure = "<script>document.body.dataset.height = document.body.scrollHeight</script>";
        await File.WriteAllTextAsync(source, page + Measure);
        var measured = await RunAsync(folder, "--dump-dom", source);
        var height = measured.Split("data-height=\"")[1].Split('"')[0];
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await RunAsync(folder, $"--screenshot={file}", source, height);
    }

    private static async Task<string> RunAsync(TemporaryFolder folder, string action, string page, string height = "600")
    {
        var start = new ProcessStartInfo(Chromium)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            "--headless=new", "--no-sandbox", "--hide-scrollbars", $"--user-data-dir={folder.File("profile")}",
            string.Create(CultureInfo.InvariantCulture, $"--window-size={Width},{height}"), action, new Uri(page).ToString(),
        ];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await errors);
        return output;
    }
}
