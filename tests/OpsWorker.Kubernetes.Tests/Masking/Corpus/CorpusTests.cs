using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Masking;
using OpsWorker.Kubernetes.Tests.Masking.Corpus.HeldOut;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus;

public sealed class CorpusTests(ITestOutputHelper output)
{
    private const int Seed = 20260301;
    private const int SamplesPerForm = 12;
    private const int SamplesOfHeldOut = 4;
    private const double MinRecall = 0.97;
    private const double MaxFalse = 0.02;

    /// <summary>So many characters of a secret in a row count as a leak.</summary>
    private const int Piece = 8;

    public static TheoryData<string> Places => [.. SecretPlaces.All];

    public static MatrixTheoryData<string, string> HeldOutSets => new(HeldOutSet.All.Keys, SecretPlaces.All);

    [Fact]
    public void The_forms_are_those_of_at_least_twelve_public_scanners() =>
        SecretForms.All.Select(f => f.Scanner).Distinct().Count().ShouldBeGreaterThanOrEqualTo(12);

    [Theory]
    [MemberData(nameof(Places))]
    public void Secrets_are_wholly_masked_in_each_place(string place)
    {
        var fake = new Fake(Seed);
        var masker = new SecretMasker();
        var leaks = new List<string>();
        foreach (var form in SecretForms.All)
        {
            for (var i = 0; i < SamplesPerForm; i++)
            {
                var value = form.Draw(fake);
                var planted = SecretPlaces.Plant(place, fake, form, value);
                var masked = masker.Mask(planted).Content;
                if (Leaks(masked, SecretForms.SecretOf(value))) leaks.Add($"{form.Scanner} {form.Name}: {planted.Content} -> {masked}");
            }
        }

        var recall = 1 - ((double)leaks.Count / (SecretForms.All.Count * SamplesPerForm));
        Report($"{place}, forms", leaks, SecretForms.All.Count * SamplesPerForm);
        recall.ShouldBeGreaterThanOrEqualTo(MinRecall);
    }

    [Theory]
    [MemberData(nameof(Places))]
    public void Secrets_within_statements_are_wholly_masked_in_each_place(string place) =>
        Recall($"{place}, statements", place, SecretStatements.All, SamplesPerForm);

    [Theory]
    [MemberData(nameof(HeldOutSets))]
    public void Secrets_within_held_out_statements_are_wholly_masked_in_each_place(string set, string place) =>
        Recall($"{place}, {set} held out statements", place, HeldOutSet.All[set].Statements, SamplesOfHeldOut);

    [Theory]
    [MemberData(nameof(Places))]
    public void Ordinary_text_stays_in_each_place(string place)
    {
        var fake = new Fake(Seed);
        Touched($"{place}, ordinary",
        [
            .. OrdinaryLines.Draw(fake, 10 * OrdinaryLines.Count).Select(line => StatementPlaces.Plant(place, line)),
            .. Repeated(OrdinaryValues.Statements).Select(draw => StatementPlaces.Plant(place, draw(fake))),
            .. Repeated(OrdinaryValues.Pairs).Select(pair => StatementPlaces.Plant(place, pair.Name, pair.Draw(fake))),
        ]);
    }

    [Theory]
    [MemberData(nameof(HeldOutSets))]
    public void Held_out_ordinary_text_stays_in_each_place(string set, string place)
    {
        var fake = new Fake(Seed);
        Touched($"{place}, {set} held out ordinary",
        [
            .. Repeated(HeldOutSet.All[set].Lines).Select(draw => StatementPlaces.Plant(place, draw(fake))),
            .. Repeated(HeldOutSet.All[set].Pairs).Select(pair => StatementPlaces.Plant(place, pair.Name, pair.Draw(fake))),
        ]);
    }

    private void Recall(string title, string place, IReadOnlyList<SecretStatement> statements, int samples)
    {
        var fake = new Fake(Seed);
        var masker = new SecretMasker();
        var leaks = new List<string>();
        foreach (var statement in Enumerable.Repeat(statements, samples).SelectMany(s => s))
        {
            var secret = statement.Draw(fake);
            var planted = StatementPlaces.Plant(place, SecretStatements.Write(statement, secret));
            var masked = masker.Mask(planted).Content;
            if (Leaks(masked, secret)) leaks.Add($"{statement.Source}: {planted.Content} -> {masked}");
        }

        Report(title, leaks, statements.Count * samples);
        (1 - ((double)leaks.Count / (statements.Count * samples))).ShouldBeGreaterThanOrEqualTo(MinRecall);
    }

    private void Touched(string title, QueryResult[] planted)
    {
        var masker = new SecretMasker();
        var touched = planted.Select(p => (Text: p.Content, Masked: masker.Mask(p).Content)).Where(p => p.Text != p.Masked)
            .Select(p => $"{p.Text} -> {p.Masked}").ToList();

        Report(title, touched, planted.Length);
        ((double)touched.Count / planted.Length).ShouldBeLessThanOrEqualTo(MaxFalse);
    }

    private static IEnumerable<T> Repeated<T>(IReadOnlyList<T> items) => Enumerable.Repeat(items, 4).SelectMany(i => i);

    private void Report(string title, List<string> failures, int samples)
    {
        output.WriteLine($"{title}: {(double)failures.Count / samples:0.0000} of {samples}");
        foreach (var failure in failures.Take(2000)) output.WriteLine(failure);
    }

    private static bool Leaks(string masked, string secret)
    {
        foreach (var line in secret.Split('\n').Where(l => !l.StartsWith("-----", StringComparison.Ordinal)))
        {
            for (var i = 0; i + Math.Min(Piece, line.Length) <= line.Length; i++)
            {
                if (masked.Contains(line.Substring(i, Math.Min(Piece, line.Length)), StringComparison.Ordinal)) return true;
            }
        }

        return false;
    }
}
