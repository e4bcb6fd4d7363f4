using OpsWorker.Core.Findings;

namespace OpsWorker.Diagnosis.Remedies;

/// <summary>A remedy as a detector proposes it, before <see cref="RemedyReview"/> holds its commands against the objects.</summary>
/// <param name="Text">The advice.</param>
/// <param name="Commands">The command lines.</param>
/// <param name="Parts">The commands.</param>
internal sealed record DraftRemedy(string Text, IReadOnlyList<string> Commands, IReadOnlyList<KubectlCommand> Parts)
    : Remedy(Text, Commands);
