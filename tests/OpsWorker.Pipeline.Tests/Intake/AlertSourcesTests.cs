using System.Text.Json;
using OpsWorker.Pipeline.Intake;
using OpsWorker.Pipeline.Intake.Sources;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake;

public sealed class AlertSourcesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/OpsWorker.Pipeline.Tests/Intake/Documented");

    [Fact]
    public void Sources_are_in_order_of_name_and_their_names_fit_into_an_address()
    {
        AlertSources.All.Select(source => source.Name).ShouldBeInOrder();
        AlertSources.All.ShouldAllBe(source => source.Name.All(char.IsAsciiLetterLower));
        AlertSources.All.Select(source => source.Name).ShouldBeUnique();
    }

    [Fact]
    public void A_payload_is_recognised_as_that_of_its_own_source_or_of_none()
    {
        foreach (var (source, file) in Files())
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var recognised = AlertSources.Recognise(document.RootElement)?.Name;

            // A list of alerts is Prometheus' and Alertmanager's alike; one file is of another source on purpose.
            if (recognised is null || (source == "prometheus" && recognised == "alertmanager")) continue;
            if (file.EndsWith("13-an-alertmanager-payload.json", StringComparison.Ordinal)) continue;
            recognised.ShouldBe(source, file);
        }
    }

    [Fact]
    public void A_payload_of_another_source_is_refused_with_the_name_of_that_source()
    {
        var refusals = 0;
        foreach (var (source, file) in Files())
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var recognised = AlertSources.Recognise(document.RootElement);
            foreach (var other in AlertSources.All.Where(other => other is not GenericSource && !other.Resembles(document.RootElement)))
            {
                if (recognised is null) continue;
                var refused = Should.Throw<InvalidPayloadException>(
                    () => other.Read(document.RootElement, Payloads.Organisation, Payloads.ReceivedAt));

                refused.Message.ShouldStartWith($"Looks like a payload of {recognised.Name}, not of {other.Name}", customMessage: file);
                refusals++;
            }
        }

        refusals.ShouldBeGreaterThan(500);
    }

    private static IEnumerable<(string Source, string File)> Files() => Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories)
        .Select(file => (Path.GetFileName(Path.GetDirectoryName(file)!), file));
}
