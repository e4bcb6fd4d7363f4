using OpsWorker.Pipeline.Intake;
using OpsWorker.Testing;

namespace OpsWorker.Pipeline.Tests.Intake;

/// <summary>Payloads of each source in the forms that its documentation describes, in the folder <c>Documented</c>.</summary>
public sealed class DocumentedPayloadTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/OpsWorker.Pipeline.Tests/Intake/Documented");

    public static TheoryData<string> Documented() => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!)];

    [Theory]
    [MemberData(nameof(Documented))]
    public void Each_documented_form_is_read(string source)
    {
        var expected = PayloadFile.Expected(Path.Combine(Folder, "expected.txt"), source);

        var read = PayloadFile.All(Folder, source).SelectMany(file => file.Lines(expected)).ToList();

        read.Except(expected).ShouldBeEmpty();
        read.ShouldBe(expected);
    }

    [Theory]
    [MemberData(nameof(Documented))]
    public void Each_documented_form_keeps_every_field(string source)
    {
        foreach (var file in PayloadFile.All(Folder, source)) Golden.ShouldMatchJson(file.ToJson(), $"documented/{file.Name}");
    }

    [Fact]
    public void Each_source_has_documented_forms_and_a_page()
    {
        foreach (var source in AlertSources.All.Where(s => s.Name != "victoriametrics"))
        {
            Directory.Exists(Path.Combine(Folder, source.Name)).ShouldBeTrue(source.Name);
            File.Exists(Path.Combine(Repository.Root, "docs/sources", $"{source.Name}.md")).ShouldBeTrue(source.Name);
        }
    }
}
