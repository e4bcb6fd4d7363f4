using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using OpsWorker.AgentRuntime.Commands;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Printing;
using OpsWorker.Kubernetes.Queries.Syntax;
using OpsWorker.Kubernetes.Readers.Live;

namespace OpsWorker.Server.Commands;

/// <summary><c>opsworker query</c>: one kubectl command that reads, against a live or a recorded cluster.</summary>
internal static class QueryCommand
{
    // What is printed is not sent anywhere, so it may be larger than an agent's answer.
    private static readonly QueryLimits s_limits = new() { MaxResultBytes = 128 * 1024 * 1024, MaxTotalBytes = 512 * 1024 * 1024 };

    public static Command Create()
    {
        var text = new Argument<string>("COMMAND") { Description = "The query, as kubectl's arguments: \"get pods -n shop -o wide\"." };
        var dump = new Option<string?>("--dump") { Description = "Query a recorded cluster.", HelpName = "DIR" };
        var kubeconfig = KubeConfigArgument.FileOption("Ask the cluster of this kubeconfig. Default: KUBECONFIG, then ~/.kube/config.");
        var context = KubeConfigArgument.ContextOption();
        var command = new Command("query", "Query a cluster as an investigation does, and print the answer as kubectl does. Only reads.")
        {
            text, dump, kubeconfig, context,
        };
        command.SetAction((arguments, cancel) => UserErrorException.GuardAsync(() => RunAsync(
            arguments.GetRequiredValue(text),
            arguments.GetValue(dump),
            arguments.GetValue(kubeconfig),
            arguments.GetValue(context),
            cancel)));
        return command;
    }

    private static async Task<int> RunAsync(
        string text, string? dump, string? kubeconfig, string? context, CancellationToken cancellationToken)
    {
        if (dump is not null)
        {
            return await PrintAsync(Parse(text, "default"), DumpArgument.Open(dump), cancellationToken);
        }

        var connection = await KubeConfigArgument.ConnectAsync(kubeconfig, context, cancellationToken);
        using var live = new LiveReader(connection, TimeProvider.System);
        var command = Parse(text, connection.Namespace);
        return NeedsServerTable(command)
            ? await PrintTablesAsync(command, live, cancellationToken)
            : await PrintAsync(command, live, cancellationToken);
    }

    private static KubectlCommand Parse(string text, string defaultNamespace) => KubectlSyntax.Parse(text, defaultNamespace) switch
    {
        KubectlParse.Accepted accepted => accepted.Command,
        KubectlParse.Refused refused => throw new UserErrorException(refused.Reason),
        var other => throw new InvalidOperationException($"A command may not be read as {other.GetType().Name}."),
    };

    // Of kinds whose columns are not known here the API server lays out a table itself.
    private static bool NeedsServerTable(KubectlCommand command) =>
        command is { View: KubectlView.Get, Output: KubectlOutput.Table or KubectlOutput.Wide, IsSorted: false }
        && command.Queries.All(query => query.Resource is { } resource && !KubectlPrinter.HasColumns(resource));

    private static async Task<int> PrintAsync(KubectlCommand command, IQueryReader reader, CancellationToken cancellationToken)
    {
        var executor = new QueryExecutor(reader, s_limits, TimeProvider.System, NullLogger<QueryExecutor>.Instance);
        var results = await executor.ExecuteAsync(command.Queries, cancellationToken);
        var answer = KubectlPrinter.Print(command, results);
        Console.Out.Write(answer.Text);
        await Console.Error.WriteAsync(answer.Errors);
        return answer.HasFailed ? ExitCodes.Failure : ExitCodes.Success;
    }

    private static async Task<int> PrintTablesAsync(KubectlCommand command, LiveReader live, CancellationToken cancellationToken)
    {
        var results = new List<QueryResult>();
        foreach (var query in command.Queries)
        {
            var result = await live.ReadTableAsync(query, cancellationToken);
            if (result.Outcome == QueryOutcome.Success)
                Console.Out.Write(KubectlPrinter.PrintTable(result.Content, command));
            else await Console.Error.WriteLineAsync(result.Error ?? $"No resources found: {query}");
            results.Add(result);
        }

        return ExitCodeOf(results);
    }

    private static int ExitCodeOf(IReadOnlyList<QueryResult> results) =>
        results.Any(result => result.Outcome == QueryOutcome.Error) ? ExitCodes.Failure : ExitCodes.Success;
}
