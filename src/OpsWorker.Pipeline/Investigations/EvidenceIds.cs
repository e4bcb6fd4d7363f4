using System.Globalization;
using System.Text;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>The ids of the answers in a journal entry.</summary>
public static class EvidenceIds
{
    /// <summary><c>e2-5</c>: the fifth answer of the second entry.</summary>
    /// <param name="entryNumber">The entry's number, from 1.</param>
    /// <param name="index">The question's position in the entry, from 0.</param>
    public static string Of(int entryNumber, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"e{entryNumber}-{index + 1}");

    /// <summary>Where the answers of an entry are kept in the evidence store.</summary>
    public static string ContentKey(string investigationId, int entryNumber) =>
        string.Create(CultureInfo.InvariantCulture, $"investigations/{investigationId}/{entryNumber}.json.gz");

    /// <summary>An answer without its content.</summary>
    public static EvidenceSummary Summary(string id, QueryResult result) =>
        new(id, result.Query.ToString(), result.Outcome, Encoding.UTF8.GetByteCount(result.Content), result.Error);
}
