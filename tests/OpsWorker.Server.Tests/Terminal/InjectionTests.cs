using System.Text.Json;
using OpsWorker.Core;
using OpsWorker.Core.Queries;
using OpsWorker.Kubernetes.Printing;
using OpsWorker.Kubernetes.Queries.Syntax;
using OpsWorker.Kubernetes.Readers.Dump;
using OpsWorker.Server.Terminal;
using OpsWorker.Testing;
using OpsWorker.Testing.Injections;

namespace OpsWorker.Server.Tests.Terminal;

/// <summary>Messages, reports and answers about clusters and alerts that have the payloads of the corpus.</summary>
public sealed class InjectionTests
{
    private static readonly string[] s_questions =
    [
        "get events -n shop", "get pods -n shop -o yaml", "describe pod web-7d4b9c-00001 -n shop", "get pods -n shop -o wide",
        "logs web-7d4b9c-00001 -n shop --previous",
    ];

    [Fact]
    public async Task No_payload_acts_on_the_terminal_or_passes_for_a_part_of_a_message_or_report()
    {
        var expected = await ShownAsync(InjectedCase.PlainText);
        foreach (var payload in InjectionCorpus.All)
        {
            var shown = await ShownAsync(payload.Text);

            shown.ShouldAllBe(line => line.EnumerateRunes().All(rune => VisibleText.IsVisible(rune)), payload.Id);
            Frame(shown).ShouldBe(Frame(expected), payload.Id);
        }
    }

    [Fact]
    public void No_payload_leaves_its_string_in_the_JSON_of_a_report()
    {
        foreach (var payload in InjectionCorpus.All)
        {
            var report = InjectedCase.Everywhere(payload.Text).View().Investigation!.Report!;

            var json = JsonSerializer.Serialize(report, CoreJson.Default.Report);

            json.ShouldAllBe(c => c >= ' ' && c < '\u007f', payload.Id);
            JsonSerializer.Serialize(JsonSerializer.Deserialize(json, CoreJson.Default.Report)!, CoreJson.Default.Report).ShouldBe(json);
            json.ShouldNotContain("<script", Case.Insensitive, payload.Id);
        }
    }

    [Fact]
    public async Task No_payload_acts_on_the_terminal_in_the_answer_to_a_query()
    {
        foreach (var payload in InjectionCorpus.All)
        {
            using var folder = new TemporaryFolder();
            InjectedCase.Everywhere(payload.Text).WriteTo(folder.File("cluster"));
            var reader = DumpReader.Open(folder.File("cluster"));
            foreach (var question in s_questions)
            {
                var answer = await AnswerAsync(reader, question);

                answer.EnumerateRunes().ShouldAllBe(r => r.Value == '\n' || VisibleText.IsVisible(r), $"{payload.Id}, {question}");
            }
        }
    }

    private static async Task<string[]> ShownAsync(string text)
    {
        var view = InjectedCase.Everywhere(text).View();
        await using var writer = new StringWriter();
        using var notifier = new TextNotifier(writer);
        await notifier.SendAsync(view, TestContext.Current.CancellationToken);
        return (writer + "\n" + ReportText.Write(view.Investigation!.Report!)).Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
    }

    // Headings and the remedy's commands: no text of a cluster may add or take away one.
    private static string[] Frame(string[] lines) =>
        [.. lines.Where(line => line.StartsWith("    $ ", StringComparison.Ordinal)
            || (line.Length > 0 && char.IsAsciiLetterUpper(line[0]) && !line.Contains(' ')))];

    private static async Task<string> AnswerAsync(DumpReader reader, string question)
    {
        var command = KubectlSyntax.Parse(question).ShouldBeOfType<KubectlParse.Accepted>().Command;
        var results = new List<QueryResult>();
        foreach (var query in command.Queries) results.Add(await reader.ReadAsync(query, TestContext.Current.CancellationToken));
        var printed = KubectlPrinter.Print(command, results);
        return printed.Text + printed.Errors;
    }
}
