using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using OpsWorker.Core;
using OpsWorker.Core.CodeHosts;

namespace OpsWorker.Server.Commands.CodeHosts;

/// <summary><c>opsworker code-hosts</c>: lists the code hosts, and tests that their repositories can be read.</summary>
internal static class CodeHostsCommand
{
    public static Command Create() =>
        new("code-hosts", "GitHub and GitLab, read for what a roll-out brought. None is asked unless the settings name one.")
        {
            CreateList(), CreateTest(),
        };

    private static Command CreateList()
    {
        var command = new Command("list", "List the code hosts with the repositories that may be read.");
        command.SetAction((_, _) => UserErrorException.GuardAsync(() =>
        {
            foreach (var host in ConfiguredCodeHosts.Require().Hosts)
            {
                var clusters = host.Clusters.Count == 0 ? "all clusters" : string.Join(", ", host.Clusters);
                Console.Out.WriteLine($"{host.Name}: {host.Host}, {string.Join(", ", host.Repositories)}, for {clusters}");
            }

            return Task.FromResult(ExitCodes.Success);
        }));
        return command;
    }

    private static Command CreateTest()
    {
        var repository = new Argument<string?>("REPOSITORY")
        {
            Description = "The repository to read, such as acme/checkout. Default: those that the settings name without *.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("test", "Read the name of each repository with the configured token.") { repository, json };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(
            () => TestAsync(arguments.GetValue(repository), arguments.GetValue(json), cancel)));
        return command;
    }

    private static async Task<int> TestAsync(string? repository, bool asJson, CancellationToken cancellationToken)
    {
        var tested = ConfiguredCodeHosts.Require().Hosts.SelectMany(host => Repositories(host, repository), (host, name) => (host, name));
        var results = new List<CodeHostTestResult>();
        foreach (var (host, name) in tested)
        {
            var failure = await host.Client.TestAsync(name, cancellationToken);
            results.Add(new CodeHostTestResult(host.Name, name, failure));
            if (!asJson) Console.Out.WriteLine(results[^1].Write());
        }

        if (results.Count == 0)
        {
            throw new UserErrorException(repository is null
                ? "The settings name no repository without *; say which to read: opsworker code-hosts test OWNER/NAME."
                : $"The settings allow no host to read {repository}; `opsworker code-hosts list` shows which may be read.");
        }

        if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(results, CodeHostsJson.Default.ListCodeHostTestResult));
        return results.TrueForAll(result => result.Failure is null) ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static IEnumerable<string> Repositories(CodeHostAccess host, string? repository) => repository is null
        ? host.Repositories.Where(pattern => !pattern.EndsWith("/*", StringComparison.Ordinal))
        : host.Allows(repository) ? [repository] : [];
}

/// <summary>The result of reading a repository.</summary>
internal sealed record CodeHostTestResult(string Host, string Repository, string? Failure)
{
    public string Write() =>
        Failure is null ? $"{Host}: {VisibleText.Line(Repository)} can be read." : $"{Host}: {VisibleText.Line(Failure)}";
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(List<CodeHostTestResult>))]
internal sealed partial class CodeHostsJson : JsonSerializerContext;
