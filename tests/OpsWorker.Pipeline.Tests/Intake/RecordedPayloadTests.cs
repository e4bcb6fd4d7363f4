using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake;

/// <summary>
/// Payloads as real senders wrote them. <c>Recorded/expected.txt</c> was written from the payloads alone; the golden files hold
/// every field of the alerts.
/// </summary>
public sealed class RecordedPayloadTests
{
    private static readonly string[] Sources = ["alertmanager", "cloudwatch", "datadog", "grafana"];

    public static TheoryData<string> Recorded() => [.. Sources];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Each_recorded_payload_is_read_as_its_author_meant_it(string source)
    {
        var list = Path.Combine(Repository.Root, "tests/OpsWorker.Pipeline.Tests/Intake/Recorded/expected.txt");
        var expected = PayloadFile.Expected(list, source);

        var read = PayloadFile.All(Repository.Shared("webhooks"), source).SelectMany(file => file.Lines(expected)).ToList();

        read.Except(expected).ShouldBeEmpty();
        read.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void Each_recorded_payload_keeps_every_field(string source)
    {
        foreach (var file in PayloadFile.All(Repository.Shared("webhooks"), source)) Golden.ShouldMatchJson(file.ToJson(), file.Name);
    }
}
