using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using OpsWorker.Core;
using OpsWorker.Core.Investigations;

namespace OpsWorker.Pipeline.Models.Calls;

/// <summary>
/// The answers to earlier questions of the same shape: the same question but for numbers and times. What is remembered is checked again,
/// against the evidence of the new incident, like any other answer.
/// </summary>
public sealed partial class ModelMemory(IEvidenceStore store, TimeProvider time)
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromDays(7);

    /// <summary>The answer; null where there is none, or it is too old.</summary>
    public async Task<string?> FindAsync(OrganisationId organisation, ModelCall call, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(organisation, KeyOf(call), cancellationToken) is not { } content) return null;
        var text = Encoding.UTF8.GetString(content.Span);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && long.TryParse(text.AsSpan(0, end), CultureInfo.InvariantCulture, out var seconds)
            && time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds) < s_lifetime
                ? text[(end + 1)..]
                : null;
    }

    /// <summary>Remembers an answer.</summary>
    public Task StoreAsync(OrganisationId organisation, ModelCall call, string answer, CancellationToken cancellationToken) =>
        store.PutAsync(
            organisation,
            KeyOf(call),
            Encoding.UTF8.GetBytes(
                string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow().ToUnixTimeSeconds()}\n{answer}")),
            cancellationToken);

    private static string KeyOf(ModelCall call)
    {
        var request = call.Requests[0];
        var shape = string.Join('\n', request.Turns.Select(turn => turn.Text).Prepend(request.Instructions));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(Digits().Replace(shape, "#")));
        return $"models/{call.Stage}/{Convert.ToHexStringLower(hash)[..32]}";
    }

    [GeneratedRegex("[0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}
