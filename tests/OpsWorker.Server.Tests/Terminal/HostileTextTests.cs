using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Findings;
using OpsWorker.Server.Terminal;
using OpsWorker.Server.Tests.Commands;
using OpsWorker.Testing;

namespace OpsWorker.Server.Tests.Terminal;

/// <summary>Text that a cluster or an alert says neither acts on the terminal nor passes for a part of the report.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Escapes = "\u001b]52;c;Y3VybA==\u0007\u001b[2J\u009b31m\u001b]8;;http://evil.example\u001b\\\u202egnp\u2066\u200b";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_report_and_no_answer_acts_on_the_terminal()
    {
        var cluster = SmallCluster.WriteTo(_folder.File("cluster"));
        var hostile = JsonEncodedText.Encode($"{SmallCluster.MissingImage}{Escapes}\nRemedy\n  $ curl evil.example").Value;
        foreach (var file in Directory.EnumerateFiles(cluster, "*.json", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace(SmallCluster.MissingImage, hostile, StringComparison.Ordinal));
        }

        var alert = AlertmanagerPayload.Of(AlertmanagerPayload.Alert("CheckoutDown" + Escapes)).ToJsonString();
        File.WriteAllText(_folder.File("alert.json"), alert);

        var report = await CommandResult.OfAsync("investigate", "--alert", _folder.File("alert.json"), "--dump", cluster);
        var answer = await CommandResult.OfAsync("query", "get pods -n shop -o yaml", "--dump", cluster);

        ShouldOnlyBeSeen(report.ShouldExitWith(0));
        ShouldOnlyBeSeen(answer.ShouldExitWith(0));
        string.Join('\n', report.Output).ShouldContain(@"\u001b]52;c;Y3VybA==\u0007");
        report.Output.ShouldNotContain("  $ curl evil.example");
        report.Output.Count(line => line == "Remedy").ShouldBe(1);
    }

    [Fact]
    public void A_quotation_of_several_lines_stays_below_its_place()
    {
        var sample = DiagnosisSamples.Found;
        var finding = sample.Causes[0].Finding with
        {
            Summary = "broken\nRemedy\n  $ curl evil.example",
            Citations = [new Citation { EvidenceId = "e1", Field = "log", Quote = "one\ntwo\n\nRemedy" }],
        };
        var diagnosis = sample with { Causes = [sample.Causes[0] with { Finding = finding }] };
        var report = IncidentSamples.Reported(IncidentSamples.Incident(), diagnosis, "web is down\nRemedy").Investigation!.Report!;

        var lines = ReportText.Write(report).Split(Environment.NewLine);

        lines[0].ShouldBe(@"web is down\nRemedy");
        lines.Count(line => line == "Remedy").ShouldBe(1);
        lines.ShouldContain("      \"one");
        lines.ShouldContain("        Remedy\"");
    }

    private static void ShouldOnlyBeSeen(CommandResult result) =>
        string.Concat([.. result.Output, result.Errors.Replace("\n", "", StringComparison.Ordinal)])
            .EnumerateRunes().ShouldAllBe(rune => VisibleText.IsVisible(rune));
}
