using System.CommandLine;
using System.Text.Json;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Models;
using OpsWorker.Pipeline.Incidents;
using OpsWorker.Pipeline.Models.Asking;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Server.Commands.Clusters;
using OpsWorker.Server.Commands.Models;

namespace OpsWorker.Server.Commands.Asking;

/// <summary><c>opsworker ask</c>: answers a question about an incident of a server, or about an alert and a recorded cluster.</summary>
internal static class AskCommand
{
    public static Command Create()
    {
        var question = new Argument<string>("QUESTION") { Description = "The question, in quotes." };
        var incident = new Option<string?>("--incident")
        {
            Description = "The incident's id. Default: the newest one with a name that is in the question.",
            HelpName = "INCIDENT",
        };
        var alert = new Option<string?>("--alert")
        {
            Description = "Ask about this alert, a webhook payload, without a server. Needs --dump.",
            HelpName = "FILE",
        };
        var dump = new Option<string?>("--dump") { Description = "The recorded cluster of the alert.", HelpName = "DIR" };
        return ServerOptions.AddLazilyTo(
            new Command("ask", "Ask about an incident. The answer is checked against its evidence; it costs what the model costs.")
            {
                question, incident, alert, dump,
            },
            (arguments, connect, cancel) => RunAsync(
                new Asked(
                    arguments.GetRequiredValue(question),
                    arguments.GetValue(incident),
                    arguments.GetValue(alert),
                    arguments.GetValue(dump),
                    arguments.GetValue<bool>("--json")),
                connect,
                cancel));
    }

    private static async Task<int> RunAsync(Asked asked, Func<ServerConnection> connect, CancellationToken cancellationToken)
    {
        if (asked.Question.Length is 0 or > Conversation.MaxQuestion)
        {
            throw new UserErrorException($"QUESTION must have 1 to {Conversation.MaxQuestion} characters.");
        }

        if (asked.Alert is null != asked.Dump is null)
        {
            throw new UserErrorException("--alert and --dump belong together; give both or none.");
        }

        var answer = asked is { Alert: { } alert, Dump: { } dump }
            ? await AskRecordedAsync(asked.Question, alert, dump, cancellationToken)
            : await AskServerAsync(asked, connect(), cancellationToken);
        Console.Out.Write(asked.AsJson
            ? JsonSerializer.Serialize(answer, AskJson.Default.AskedAnswer) + Environment.NewLine
            : AnswerText.Write(answer));
        return answer.Sentences.Count > 0 ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static async Task<AskedAnswer> AskServerAsync(Asked asked, ServerConnection server, CancellationToken cancellationToken)
    {
        server.TimeLimit = ServerConnection.TimeForQuestions;
        using var body = new AskBody(asked.Question, asked.Incident).ToContent();
        return ServerConnection.Parse(
            await server.SendAsync(HttpMethod.Post, "v1/ask", body, cancellationToken), AskJson.Default.AskedAnswer);
    }

    private static async Task<AskedAnswer> AskRecordedAsync(
        string question, string alertPath, string dumpPath, CancellationToken cancellationToken)
    {
        var models = ConfiguredModels.Require();
        if (models.Of(ModelStage.Ask).Count == 0)
        {
            throw new UserErrorException("No model is configured for questions: set OPSWORKER_Models__Ask.");
        }

        var now = TimeProvider.System.GetUtcNow();
        var incident = PayloadIncident.From(AlertFile.Read(alertPath, now), clusterId: "recorded", now);
        var (report, context) = await Investigator.RunAsync(
            incident, DumpArgument.Open(dumpPath), ModelSet.None, CodeHostSet.None, cancellationToken);
        var caller = new ModelCaller(models, ledger: null, memory: null, TimeProvider.System);
        return await new Conversation(caller).AskAsync(incident, report, context.Evidence, question, cancellationToken);
    }

    private sealed record Asked(string Question, string? Incident, string? Alert, string? Dump, bool AsJson);
}
