using OpsWorker.Core.Findings;

namespace OpsWorker.Pipeline.Models.Asking;

/// <summary>The answer to a person's question about an incident.</summary>
public sealed record AskedAnswer
{
    /// <summary>The incident that the question was taken to be about.</summary>
    public required string IncidentId { get; init; }

    /// <summary>The conclusion of the engine.</summary>
    public required string Headline { get; init; }

    /// <summary>The sentences that passed the checks; none where no model answered.</summary>
    public IReadOnlyList<CheckedSentence> Sentences { get; init; } = [];

    /// <summary>The number of sentences that failed a check and were dropped.</summary>
    public int Dropped { get; init; }

    /// <summary>Queries without an answer: evidence that nobody could look at.</summary>
    public IReadOnlyList<string> NotSeen { get; init; } = [];

    /// <summary>The calls to models.</summary>
    public IReadOnlyList<ModelCallSummary> Calls { get; init; } = [];
}
