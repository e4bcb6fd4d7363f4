using OpsWorker.Core.Findings;
using OpsWorker.Core.Incidents;
using OpsWorker.Core.Models;
using OpsWorker.Core.Queries;
using OpsWorker.Pipeline.Models.Calls;
using OpsWorker.Pipeline.Models.Claims;

namespace OpsWorker.Pipeline.Models.Asking;

/// <summary>
/// Answers a question about an incident from its report and its recorded evidence, with the checks and budgets of an explanation.
/// </summary>
public sealed class Conversation(ModelCaller caller)
{
    /// <summary>The longest question in characters.</summary>
    public const int MaxQuestion = 1_000;

    private const int MaxRounds = 4;
    private const int MaxCauses = 3;
    private const int MaxListed = 60;

    /// <summary>The answer; without sentences where no model answers.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="report">Its latest report.</param>
    /// <param name="evidence">The recorded evidence of the report.</param>
    /// <param name="question">The question, at most <see cref="MaxQuestion"/> characters.</param>
    /// <param name="cancellationToken">Ends the conversation.</param>
    public async Task<AskedAnswer> AskAsync(
        Incident incident, Report report, IReadOnlyList<Evidence> evidence, string question, CancellationToken cancellationToken)
    {
        var material = Material(incident, report);
        var tool = new EvidenceTool(evidence, material);
        var request = Prompts.Ask(material.Write(), question) with { Tools = [EvidenceTool.Definition] };
        var calls = new List<ModelCallSummary>();
        ModelAnswer? answer = null;
        for (var round = 1; round <= MaxRounds && answer is null or { ToolCalls.Count: > 0 }; round++)
        {
            // In the last round there is nothing to call, so it ends in an answer. Providers refuse earlier calls without their tool, so
            // the question is put anew; the lines that were read are in the material.
            if (round == MaxRounds) request = Prompts.Ask(material.Write(), question);
            answer = await caller.CallAsync(
                incident.Organisation, new ModelCall(ModelStage.Ask, [request], UseMemory: false), Spent(calls), cancellationToken);
            calls.Add(answer.Call);
            if (answer.ToolCalls.Count > 0) request = Continue(request, answer.ToolCalls, tool);
        }

        return Answer(incident, report, ClaimedAnswer.Parse(answer?.Text), material, calls);
    }

    private static CaseMaterial Material(Incident incident, Report report)
    {
        var causes = report.Diagnosis.Causes.Take(MaxCauses).Index().Select(c => (FormattableString.Invariant($"c{c.Index + 1}"), c.Item));
        var material = CaseMaterial.Of(incident, causes, MaterialSize.Full);
        material.AddFact($"conclusion: {report.Headline}");
        foreach (var item in report.Diagnosis.Timeline)
        {
            material.AddFact(FormattableString.Invariant($"timeline: {item.At:u} {item.Object} {item.What}"));
        }

        foreach (var summary in report.Evidence.Take(MaxListed))
        {
            material.AddFact($"evidence {summary.Id}: {summary.Query} ({summary.Outcome})");
        }

        return material;
    }

    private static ModelAllowance Spent(List<ModelCallSummary> calls) =>
        new(calls.Sum(c => (long)c.Usage.Input + c.Usage.Output), calls.Sum(c => c.Cost));

    private static ChatRequest Continue(ChatRequest request, IReadOnlyList<ToolCall> calls, EvidenceTool tool) => request with
    {
        Turns =
        [
            .. request.Turns,
            new ChatTurn(ChatRole.Assistant, "") { ToolCalls = calls },
            new ChatTurn(ChatRole.User, "") { ToolResults = [.. calls.Select(tool.Run)] },
        ],
    };

    private static AskedAnswer Answer(
        Incident incident, Report report, ClaimedAnswer? answer, CaseMaterial material, IReadOnlyList<ModelCallSummary> calls)
    {
        var (passed, dropped) = ClaimCheck.Check(answer, material);
        return new AskedAnswer
        {
            IncidentId = incident.Id,
            Headline = report.Headline,
            Sentences = passed,
            Dropped = dropped,
            NotSeen = [.. report.Evidence.Where(e => e.Outcome == QueryOutcome.Error).Select(e => $"{e.Query}: {e.Error}")],
            Calls = calls,
        };
    }
}
