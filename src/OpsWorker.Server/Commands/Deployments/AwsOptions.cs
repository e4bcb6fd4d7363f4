using System.CommandLine;
using System.Text.RegularExpressions;

namespace OpsWorker.Server.Commands.Deployments;

/// <summary>Adds to a command which deployment it is about, and runs it.</summary>
internal static partial class AwsOptions
{
    private const string StageVariable = "OPSWORKER_STAGE";

    public static Command AddTo(Command command, Func<ParseResult, AwsDeployment, CancellationToken, Task<int>> run)
    {
        var stage = new Option<string?>("--stage")
        {
            Description = $"The deployment, as `cdk deploy -c stage=…` named it. Default: {StageVariable}",
            HelpName = "STAGE",
        };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        command.Options.Add(stage);
        command.Options.Add(json);
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(async () =>
        {
            using var deployment = new AwsDeployment(Stage(arguments.GetValue(stage)), arguments.GetValue(json));
            return await deployment.GuardAsync(() => run(arguments, deployment, cancel));
        }));
        return command;
    }

    private static string Stage(string? given)
    {
        var stage = given ?? Environment.GetEnvironmentVariable(StageVariable)
            ?? throw new UserErrorException($"Which deployment is meant? Give --stage or set {StageVariable}.");
        return StageName().IsMatch(stage)
            ? stage
            : throw new UserErrorException($"--stage is \"{stage}\"; 1 to 12 lower-case letters and digits were expected.");
    }

    [GeneratedRegex("^[a-z0-9]{1,12}$", RegexOptions.NonBacktracking)]
    private static partial Regex StageName();
}
