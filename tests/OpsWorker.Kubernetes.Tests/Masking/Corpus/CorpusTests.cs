using OpsWorker.Kubernetes.Masking;

namespace OpsWorker.Kubernetes.Tests.Masking.Corpus;

public sealed class CorpusTests(ITestOutputHelper output)
{
    private const int Seed = 20260301;
    private const int SamplesPerForm = 12;
    private const double MinRecall = 0.97;
    private const double MaxFalse = 0.02;

    /// <summary>So many characters of a secret in a row count as a leak.</summary>
    private const int Piece = 8;

    public static TheoryData<string> Places => [.. SecretPlaces.All];

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
        output.WriteLine($"{place}: {recall:0.000}\n{string.Join('\n', leaks.Take(40))}");
        recall.ShouldBeGreaterThanOrEqualTo(MinRecall);
    }

    [Fact]
    public void Ordinary_text_stays()
    {
        var masker = new SecretMasker();
        string[] lines = [.. OrdinaryLines.Draw(new Fake(Seed), 3000)];
        string[] masked = [.. lines.Select(masker.Mask).Where((text, i) => text != lines[i])];

        output.WriteLine($"{(double)masked.Length / lines.Length:0.0000}\n{string.Join('\n', masked.Distinct().Take(20))}");
        ((double)masked.Length / lines.Length).ShouldBeLessThanOrEqualTo(MaxFalse);
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
