using System.CommandLine;
using OpsWorker.Server.Commands.Clusters;

namespace OpsWorker.Server.Commands.Mcp;

/// <summary><c>opsworker mcp</c>: offers incidents and questions to editors and assistants over standard input and output.</summary>
internal static class McpCommand
{
    public static Command Create() => ServerOptions.AddTo(
        new Command("mcp", "Serve the Model Context Protocol on standard input and output, for editors and assistants. Only reads."),
        async (_, server, cancel) =>
        {
            var version = typeof(McpCommand).Assembly.GetName().Version!.ToString(3);
            server.TimeLimit = ServerConnection.TimeForQuestions;
            var tools = new McpTools(server.SendAsync);
            await new McpServer(tools, version).RunAsync(Console.In, Console.Out, cancel);
            return ExitCodes.Success;
        });
}
