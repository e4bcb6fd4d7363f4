using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsWorker.Core.Findings;
using OpsWorker.Core.Queries;

namespace OpsWorker.Pipeline.Investigations;

/// <summary>The ids of the answers in a journal entry.</summary>
public static class EvidenceIds
{
    private const int HashLength = 32;

    /// <summary><c>e2-5</c>: the fifth answer of the second entry.</summary>
    /// <param name="entryNumber">The entry's number, from 1.</param>
    /// <param name="index">The question's position in the entry, from 0.</param>
    public static string Of(int entryNumber, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"e{entryNumber}-{index + 1}");

    /// <summary>The key that an agent's large answer is uploaded to; whatever is there later is not evidence.</summary>
    public static string UploadKey(string investigationId, int entryNumber) =>
        string.Create(CultureInfo.InvariantCulture, $"investigations/{investigationId}/{entryNumber}.upload.gz");

    /// <summary>
    /// The key of the recorded answers of an entry. It has the content's hash, so nothing that is written later takes its place, and no
    /// agent has an address to write there.
    /// </summary>
    public static string ContentKey(string investigationId, int entryNumber, ReadOnlyMemory<byte> content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content.Span))[..HashLength];
        return string.Create(CultureInfo.InvariantCulture, $"investigations/{investigationId}/{entryNumber}-{hash}.json.gz");
    }

    /// <summary>An answer without its content.</summary>
    public static EvidenceSummary Summary(string id, QueryResult result) =>
        new(id, result.Query.ToString(), result.Outcome, Encoding.UTF8.GetByteCount(result.Content), result.Error);
}
