namespace OpsWorker.Kubernetes.Tests.Masking.Corpus.HeldOut;

/// <summary>Secrets and ordinary text that were written before the rules were run over them.</summary>
/// <param name="Statements">Statements with a secret.</param>
/// <param name="Lines">Ordinary lines.</param>
/// <param name="Pairs">Ordinary names with values.</param>
internal sealed record HeldOutSet(
    IReadOnlyList<SecretStatement> Statements,
    IReadOnlyList<Func<Fake, string>> Lines,
    IReadOnlyList<(string Name, Func<Fake, string> Draw)> Pairs)
{
    public static IReadOnlyDictionary<string, HeldOutSet> All { get; } = new Dictionary<string, HeldOutSet>(StringComparer.Ordinal)
    {
        ["first"] = new(HeldOutStatements.All, HeldOutLines.All, HeldOutLines.Pairs),
        ["second"] = new(SecondStatements.All, SecondLines.All, SecondLines.Pairs),
        ["third"] = new(ThirdStatements.All, ThirdLines.All, ThirdLines.Pairs),
        ["fourth"] = new(FourthStatements.All, FourthLines.All, FourthLines.Pairs),
        ["fifth"] = new(FifthStatements.All, FifthLines.All, FifthLines.Pairs),
        ["sixth"] = new(SixthStatements.All, SixthLines.All, SixthPairs.All),
        ["seventh"] = new(SeventhStatements.All, SeventhLines.All, SeventhLines.Pairs),
    };
}
