using System.Text;
using System.Text.Json.Nodes;
using OpsWorker.Core.CodeHosts;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Investigations;
using OpsWorker.Pipeline.Models.Calls;

namespace OpsWorker.Scenarios.Models;

/// <summary>A model that chooses a candidate that it wants, with a quotation that holds.</summary>
internal sealed class ScriptedChooser(DiagnosisResult engine, Func<RankedCause, bool> wanted) : IInvestigationContext
{
    private const int BytesPerToken = 4;
    private const int AnswerTokens = 200;

    public static readonly StageModel Model = new("test/chooser", new Unused(), new ModelPrice(0, 0, 0));

    public int Calls { get; private set; }

    /// <summary>The tokens of all requests, and of the largest answers to them.</summary>
    public int Tokens { get; private set; }

    public Task<InvestigationStart> BeginAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<QueryAnswer> QueryAsync(IReadOnlyList<Query> queries, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<ChangeAnswer>> FindChangesAsync(
        IReadOnlyList<ChangeQuestion> questions, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ModelAnswer> AskModelAsync(ModelCall call, CancellationToken cancellationToken)
    {
        var request = call.Requests[0];
        Calls++;
        Tokens += (Encoding.UTF8.GetByteCount(request.Instructions + request.Turns[0].Text + request.AnswerSchema) / BytesPerToken)
            + AnswerTokens;
        return Task.FromResult(new ModelAnswer(new ModelCallSummary { Stage = call.Stage }, Answer(request.Turns[0].Text.Split('\n'))));
    }

    private string Answer(string[] lines)
    {
        var names = engine.Causes.Where(wanted).Select(cause => $"{cause.Finding.Cause} of {cause.Finding.Object}").ToList();
        var chosen = lines.FirstOrDefault(
            line => IdOf(line) is not null && names.Exists(name => line.Contains(name, StringComparison.Ordinal)));
        var excerpt = lines.First(line => line.StartsWith('['));
        var separator = excerpt.IndexOf(": ", StringComparison.Ordinal);
        return new JsonObject
        {
            ["choice"] = chosen is null ? "none" : IdOf(chosen),
            ["sentences"] = new JsonArray(new JsonObject
            {
                ["text"] = "The evidence speaks for it.",
                ["quotes"] = new JsonArray(new JsonObject
                {
                    ["evidence"] = excerpt[1..excerpt.IndexOf(']', StringComparison.Ordinal)],
                    ["quote"] = excerpt[(separator + 2)..],
                }),
            }),
        }.ToJsonString();
    }

    private static string? IdOf(string line) =>
        line.Split(' ', 2) is [var id, var rest] && rest.StartsWith("(cause)", StringComparison.Ordinal) ? id : null;

    private sealed class Unused : IChatModel
    {
        public Task<ChatOutcome> CompleteAsync(ChatRequest request, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
