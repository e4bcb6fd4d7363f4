using System.Text.RegularExpressions;
using OpsWorker.Slack.WebApi;
using OpsWorker.Testing;

namespace OpsWorker.Slack.Tests;

/// <summary>The app manifest grants and names everything that the code uses, and nothing else.</summary>
public sealed class ManifestTests
{
    private const string Methods = "\"(?<method>(?:chat|conversations|auth|views|users|reactions|files)\\.[a-zA-Z.]+)\"";

    private static readonly string s_manifest = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "slack-manifest.yaml"));

    [Fact]
    public void The_scopes_are_those_of_the_methods_commands_and_events()
    {
        var used = SlackMethods.Scopes.Values.SelectMany(scopes => scopes).Concat(["commands", "app_mentions:read"]).Distinct();

        Items("bot:").ShouldBe(used, ignoreOrder: true);
    }

    [Fact]
    public void Every_method_that_the_client_calls_is_in_the_list_of_scopes()
    {
        var sources = Directory.EnumerateFiles(
            Path.Combine(Repository.Root, "src", "OpsWorker.Slack"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);
        var methods = sources.SelectMany(text => Regex.Matches(
                text, Methods, RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Select(match => match.Groups["method"].Value).Distinct();

        methods.ShouldBe(SlackMethods.Scopes.Keys, ignoreOrder: true);
    }

    [Fact]
    public void The_addresses_are_the_endpoints_of_the_API()
    {
        var endpoints = File.ReadAllText(Path.Combine(Repository.Root, "src", "OpsWorker.Api", "Slack", "SlackEndpoints.cs"));
        var paths = Regex.Matches(s_manifest, "/v1/slack(?<path>/[a-z]+)", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(match => match.Groups["path"].Value).ToList();

        paths.ShouldBe(["/commands", "/events", "/interactions"], ignoreOrder: true);
        paths.ShouldAllBe(path => endpoints.Contains($"MapPost(\"{path}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void The_command_and_the_event_are_the_ones_that_the_code_reads()
    {
        Items("bot_events:").ShouldBe(["app_mention"]);
        s_manifest.ShouldContain("- command: /opsworker\n");
    }

    // The lines of a list that follows a key.
    private static IReadOnlyList<string> Items(string key) =>
    [
        .. s_manifest.Split('\n').SkipWhile(line => line.Trim() != key).Skip(1)
            .TakeWhile(line => line.TrimStart().StartsWith("- ", StringComparison.Ordinal)).Select(line => line.Trim()[2..]),
    ];
}
