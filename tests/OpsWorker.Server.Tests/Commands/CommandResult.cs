using System.Text.Json;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Commands;

/// <summary>The result of a command that ran as a process of its own.</summary>
public sealed record CommandResult(int ExitCode, IReadOnlyList<string> Output, string Errors)
{
    /// <summary>The lines of standard output as JSON.</summary>
    public IReadOnlyList<JsonElement> JsonLines => [.. Output.Select(line => JsonElement.Parse(line))];

    /// <summary>Runs <c>opsworker</c> with the arguments.</summary>
    public static Task<CommandResult> OfAsync(params IEnumerable<string> arguments) => OfAsync(arguments, []);

    /// <summary>Runs <c>opsworker</c> with the arguments and settings.</summary>
    public static async Task<CommandResult> OfAsync(IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        await using var process = ChildProcess.StartOpsWorker(arguments, environment);
        var exitCode = await process.ExitCodeAsync(TestContext.Current.CancellationToken);
        return new CommandResult(exitCode, process.Output, string.Join('\n', process.Errors));
    }

    /// <summary>Checks the exit code; what was wrong is in the failure's message.</summary>
    public CommandResult ShouldExitWith(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, $"{string.Join('\n', Output)}\n{Errors}");
        return this;
    }
}
