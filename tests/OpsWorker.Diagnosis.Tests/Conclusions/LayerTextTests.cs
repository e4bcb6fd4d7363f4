using System.Text;
using OpsWorker.Core.Findings;
using OpsWorker.Diagnosis.Causes;
using OpsWorker.Diagnosis.Tests.Contrasts;
using OpsWorker.Testing;

namespace OpsWorker.Diagnosis.Tests.Conclusions;

/// <summary>The texts of each layer's causes, in the folder Golden: headline, path, remedy and check.</summary>
public sealed class LayerTextTests
{
    public static TheoryData<string> Layers() => [.. Enum.GetNames<CauseLayer>().Where(l => l != nameof(CauseLayer.None))];

    [Theory]
    [MemberData(nameof(Layers))]
    public void The_texts_of_a_layer_are_as_they_are_written_down(string layer)
    {
        var text = new StringBuilder();
        foreach (var contrast in ContrastTests.All.Where(c => CauseCatalogue.Of(c.Code).Layer.ToString() == layer)
            .OrderBy(c => c.Code.ToString(), StringComparer.Ordinal))
        {
            if (contrast.Cluster.Diagnose().Causes.FirstOrDefault(c => c.Finding.Cause == contrast.Code) is { } cause) Write(text, cause);
        }

        Golden.ShouldMatch(text.ToString(), $"texts-{layer.ToLowerInvariant()}.txt");
    }

    private static void Write(StringBuilder text, RankedCause cause)
    {
        var remedy = cause.Finding.Remedy;
        text.Append(cause.Finding.Cause).Append('\n').Append("  ").Append(cause.Finding.Summary).Append('\n');
        if (PathText.Sentence(cause.Path) is { } path) text.Append("  path: ").Append(path).Append('\n');
        text.Append("  ").Append(remedy.Text).Append('\n');
        foreach (var field in remedy.Changed) text.Append("    ").Append(field.Field).Append(": ").Append(field.Before).Append(" -> ")
            .Append(field.After).Append('\n');
        foreach (var command in remedy.Commands) text.Append("    $ ").Append(command).Append('\n');
        foreach (var check in remedy.Checks) text.Append("    check: ").Append(check).Append('\n');
        text.Append('\n');
    }
}
